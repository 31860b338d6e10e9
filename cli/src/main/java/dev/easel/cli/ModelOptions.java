package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.SingleFileOptions;
import dev.easel.model.Offload;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.pipeline.NamedLoras;
import dev.easel.sampling.FewSteps;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which model draws. */
final class ModelOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            completionCandidates = Choices.ModelIds.class,
            description =
                    "An id or name that `./easel models` lists, a folder in diffusers' layout, or a"
                        + " single .safetensors or .gguf file of SD 1.x, SD 2.x or SDXL. Default:"
                        + " easel-mini.")
    private Optional<String> model = Optional.empty();

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(
            names = "--config",
            paramLabel = "FOLDER",
            description =
                    "For a single file: a folder in diffusers' layout whose configurations it has;"
                            + " weights are not looked for there. Default: the published ones.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--prediction",
            paramLabel = "TYPE",
            completionCandidates = Choices.PredictionNames.class,
            description =
                    "For a single file: what its UNet predicts, ${COMPLETION-CANDIDATES}. Default:"
                            + " what the file or a .yaml beside it says, else v for SD 2.x and"
                            + " epsilon for others.")
    private Optional<String> prediction = Optional.empty();

    @Option(
            names = "--few-steps",
            paramLabel = "KIND",
            completionCandidates = Choices.FewStepKinds.class,
            description =
                    "That the model is made for a few steps, ${COMPLETION-CANDIDATES}: its steps,"
                            + " guidance and sampler follow. Default: what its files and its name"
                            + " say.")
    private Optional<String> fewSteps = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description =
                    "For a file with a UNet alone (ComfyUI's .gguf files): the model that has the"
                            + " text models, the VAE and the configurations.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--vae",
            paramLabel = "FILE",
            description =
                    "Another VAE than the model's: a .safetensors file or its name in the folder"
                            + " vae of the models, or a folder in diffusers' layout.")
    private Optional<String> vae = Optional.empty();

    @Option(
            names = "--low-memory",
            description =
                    "Keep one part of the model in memory at a time, and the blocks of a .gguf file"
                            + " as they are: slower, and as large a model needs less.")
    private boolean lowMemory;

    @ArgGroup(validate = false)
    private ComputeOptions compute = new ComputeOptions();

    private boolean taken;

    /** Takes over what no option says. */
    void takeOver(Likeness other) {
        taken = model.isEmpty() && other.model().isPresent();
        model = model.or(other::model);
    }

    void check() {
        compute.check();
        prediction.ifPresent(Choices::prediction);
        fewSteps.ifPresent(Choices::fewSteps);
    }

    ComputeOptions compute() {
        return compute;
    }

    Optional<String> model() {
        return model;
    }

    /** {@return where models are looked for} */
    ModelFolders folders(Context context) {
        return folders.in(context);
    }

    /** {@return where the chosen model is} */
    ModelPlace place(Context context) {
        var places = folders(context);
        var place = find(places);
        var options =
                new SingleFileOptions(
                        config,
                        prediction.map(Choices::prediction),
                        base.map(name -> PullHint.find(places, name).files()));
        if (place instanceof ModelPlace.File file) {
            return file.with(options);
        }
        if (!options.equals(SingleFileOptions.NONE)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--config, --prediction and --base are for a model in a single file, got "
                            + place.name());
        }
        return place;
    }

    /** {@return whether the chosen model is an SDXL} */
    boolean isSdxl(Context context) {
        return place(context).files().isSdxl();
    }

    /** {@return what the model draws best with, where it is made for a few steps} */
    Optional<FewSteps> fewSteps(ModelFiles files) {
        return files.fewSteps(fewSteps.map(Choices::fewSteps));
    }

    /** {@return the defaults of a loaded model, as the chosen kind has them} */
    ModelDefaults defaults(ImageGenerator loaded, ModelFiles files) {
        var own = loaded.defaults();
        return fewSteps.flatMap(_ -> fewSteps(files)).map(own::withFewSteps).orElse(own);
    }

    /** {@return what a request's adapters are made for, where no kind was chosen} */
    Optional<FewSteps> fewSteps(ImageGenerator loaded, ImageRequest request) {
        return fewSteps.isPresent() ? Optional.empty() : loaded.fewSteps(request);
    }

    /** A picture's file may say what it likes: it names models, never paths. */
    private ModelPlace find(ModelFolders places) {
        String name = model.orElse(KnownModel.EMBEDDED);
        return taken
                ? KnownModel.of(name)
                        .flatMap(places::find)
                        .or(() -> places.named(name))
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.MODEL,
                                        "the picture was drawn by %s, which is not in %s; --model"
                                                        .formatted(name, places.text())
                                                + " chooses another"))
                : PullHint.find(places, name);
    }

    /** {@return the parts of the model in a place, with the VAE that was asked for} */
    ModelFiles files(Context context, ModelPlace place) {
        var files = place.files();
        return vae.map(name -> files.withVae(vae(context, name))).orElse(files);
    }

    private Path vae(Context context, String name) {
        return Optional.of(Path.of(name))
                .filter(Files::exists)
                .or(() -> folders.in(context).file(Shelf.VAES, name))
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "--vae must be a .safetensors file, its name in the folder vae of"
                                        + " the models, or a folder in diffusers' layout, got "
                                        + name));
    }

    /** {@return the LoRAs that prompts may name} */
    NamedLoras loras(Context context) {
        return new NamedLoras(folders.in(context));
    }

    /** {@return the loaded model, to be closed} */
    ImageGenerator open(ModelFiles files, Context context) {
        var found = folders.in(context);
        var options =
                compute.begin()
                        .withOffload(lowMemory ? Offload.PER_COMPONENT : Offload.NONE)
                        .withPreviewDecoders(name -> found.file(Shelf.PREVIEW_DECODERS, name))
                        .withLoras(loras(context));
        return ImageGenerator.open(files, options);
    }
}
