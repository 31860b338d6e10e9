package dev.easel.family;

import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.DeviceTurns;
import dev.easel.tensor.Tensor;

/**
 * A network of which each call takes the device's turn: pictures that are made at the same time
 * share the device call by call.
 */
record TurnTakingBackbone(Backbone network, DeviceTurns turns) implements Backbone {
    @Override
    public Prepared prepare(Conditioning conditioning) {
        var prepared = turns.inTurn(() -> network.prepare(conditioning));
        return options -> new TurnTakingRun(prepared.run(options), turns);
    }

    private record TurnTakingRun(Run run, DeviceTurns turns) implements Run {
        @Override
        public Tensor predict(Tensor x, double time) {
            return turns.inTurn(() -> run.predict(x, time));
        }

        @Override
        public Tensor predictLast(Tensor x, double time) {
            return turns.inTurn(() -> run.predictLast(x, time));
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
