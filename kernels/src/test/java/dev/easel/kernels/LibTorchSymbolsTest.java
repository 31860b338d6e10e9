package dev.easel.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.IsaLimit;
import dev.easel.kernels.onednn.BoxedOperation;
import dev.easel.kernels.onednn.OneDnn;
import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.CpuFlags;
import dev.easel.tensor.DType;
import dev.easel.tensor.Glibc;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.FunctionDescriptor;

/**
 * That LibTorch has what kernels look up by name. All other tests pass by where it is missing: with
 * a new LibTorch only this one tells that layers have become slower.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LibTorchSymbolsTest {
    @BeforeEach
    void loadLibTorch() {
        assertThat(ComputeThreads.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_ZN2at6native7cpublas6brgemmEllllllbPKfS3_Pfb",
                "_ZN2at6native7cpublas6brgemmEllllllbPKN3c108BFloat16ES5_Pfb",
                "_ZN2at6native7cpublas6brgemmEllllllbPKhPKaPib",
                "_ZN2at6native7cpublas14brgemm_releaseEb"
            })
    void brgemmIsThere(String symbol) {
        assertThat(Glibc.loaded("libtorch_cpu.so", symbol, FunctionDescriptor.ofVoid()))
                .as(symbol)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkldnn::_reorder_linear_weight",
                "mkldnn::_linear_pointwise",
                "mkldnn::_reorder_convolution_weight",
                "mkldnn::_get_mkldnn_serialized_md",
                "mkldnn::_convolution_pointwise",
                "onednn::qlinear_prepack",
                "onednn::qlinear_pointwise",
                "onednn::qconv_prepack",
                "onednn::qconv_pointwise"
            })
    void operationsAreThere(String name) {
        assertThatCode(() -> BoxedOperation.named(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkldnn::_linear_pointwise", "mkldnn::_convolution_pointwise_"})
    void operationsThatJoinATensorAreThere(String name) {
        assertThatCode(() -> BoxedOperation.overloaded(name, "binary")).doesNotThrowAnyException();
    }

    /** Where the processor's flags promise them and nothing limits oneDNN. */
    @Test
    void kernelsArePresentWhereTheProcessorHasTheirInstructions() {
        assumeTrue(IsaLimit.value().isEmpty(), "oneDNN is limited to " + IsaLimit.value());
        var flags = CpuFlags.present();
        assertThat(OneDnn.packs(DType.F32)).isTrue();
        assertThat(Brgemm.isPresent(DType.F32)).isEqualTo(flags.contains("avx2"));
        assertThat(Brgemm.isPresent(DType.BF16))
                .isEqualTo(flags.contains("avx512_bf16") || flags.contains("amx_bf16"));
        assertThat(Brgemm.isPresent(DType.U8)).isEqualTo(flags.contains("avx512_vnni"));
    }
}
