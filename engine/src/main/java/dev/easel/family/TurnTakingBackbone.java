package dev.easel.family;

import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;

/**
 * A network of which each call takes the device's turn: pictures that are made at the same time
 * share the device call by call.
 */
record TurnTakingBackbone(Backbone network, Device device) implements Backbone {
    @Override
    public Prepared prepare(Conditioning conditioning) {
        var prepared = device.inTurn(() -> network.prepare(conditioning));
        return options -> new TurnTakingRun(prepared.run(options), device);
    }

    private record TurnTakingRun(Run run, Device device) implements Run {
        @Override
        public Tensor predict(Tensor x, double time) {
            return device.inTurn(() -> run.predict(x, time));
        }

        @Override
        public Tensor predictLast(Tensor x, double time) {
            return device.inTurn(() -> run.predictLast(x, time));
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
