package dev.easel.golden;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.pipeline.DeviceKernels;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Finds and reads golden data: the project's own, or the folder of {@code -Deasel.golden=DIR}. */
public final class Golden {
    private Golden() {}

    /** {@return the kernels of this machine, as properties pin them; the same for all tests} */
    public static LayerKernels kernels() {
        return OfThisMachine.KERNELS;
    }

    private static final class OfThisMachine {
        static final LayerKernels KERNELS = DeviceKernels.best(Device.CPU);
    }

    public static Path folder() {
        return Path.of(System.getProperty("easel.golden", own().toString())).toAbsolutePath();
    }

    /** The project's own set, from whatever folder of it the tests are started in. */
    private static Path own() {
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            var golden = folder.resolve("engine/src/test/golden");
            if (Files.isDirectory(golden)) {
                return golden;
            }
        }
        throw new IllegalStateException("engine/src/test/golden is in no folder above this one");
    }

    /** {@return the models of the set that hold all of {@code files}, by name} */
    public static List<Path> modelsWith(String... files) {
        try (var folders = Files.list(folder().resolve("models"))) {
            var found =
                    folders.filter(model ->
                                    List.of(files).stream()
                                            .map(model::resolve)
                                            .allMatch(Files::exists))
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no golden model has " + List.of(files));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonConfig json(String path) {
        return JsonConfig.read(folder().resolve(path));
    }

    /**
     * {@return the objects in a list of a JSON file}
     *
     * @param key of the list, with those of the objects around it before it: {@code outer/list}
     */
    public static List<JsonConfig> cases(Path file, String key) {
        return objects(
                JsonMapper.shared().readTree(file.toFile()).requiredAt("/" + key),
                file + ", " + key);
    }

    /** {@return the objects in a JSON file that is a list} */
    public static List<JsonConfig> cases(Path file) {
        return objects(JsonMapper.shared().readTree(file.toFile()), file.toString());
    }

    private static List<JsonConfig> objects(JsonNode list, String name) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> JsonConfig.parse(list.get(i).toString(), name + "[" + i + "]"))
                .toList();
    }

    /** {@return the same of a file of the set} */
    public static List<JsonConfig> cases(String path, String key) {
        return cases(folder().resolve(path), key);
    }

    public static SafetensorsFile tensors(String path) {
        return SafetensorsFile.open(folder().resolve(path));
    }

    /** {@return a tensor of a file as float32, or int64 where it is one, in the innermost scope} */
    public static Tensor read(SafetensorsFile file, String key) {
        DType stored = file.dtype(key);
        DType wanted = stored == DType.I64 || stored == DType.U8 ? stored : DType.F32;
        Shape shape = file.shape(key);
        return file.read(key, shape, wanted, Device.CPU);
    }
}
