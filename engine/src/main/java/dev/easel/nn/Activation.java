package dev.easel.nn;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/** The functions between layers, by the names that configurations use. */
public enum Activation {
    SILU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.silu(x);
        }
    },
    GELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.gelu(x);
        }
    },
    QUICK_GELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.quickGelu(x);
        }
    };

    public abstract Tensor apply(Tensor x);

    /** {@return the activation that a configuration names under {@code key}} */
    public static Activation read(JsonConfig config, String key) {
        return switch (config.string(key)) {
            case "silu", "swish" -> SILU;
            case "gelu" -> GELU;
            case "quick_gelu" -> QUICK_GELU;
            default -> throw config.mismatch(key, "one of silu, gelu, quick_gelu");
        };
    }
}
