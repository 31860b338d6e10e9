package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.server.pull.ModelPuller;
import dev.easel.server.pull.ModelPuller.Pulled;
import dev.easel.server.pull.PullException;
import dev.easel.server.pull.PullRequest;
import dev.easel.server.pull.PullSettings;
import dev.easel.server.pull.PullableModel;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** Downloads models. */
@Command(
        name = "pull",
        description = "Download models into the first folder of models.",
        customSynopsis = "easel pull MODEL... [OPTIONS]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel pull sd-1.5",
            "  ./easel pull latent-consistency/lcm-lora-sdv1-5",
            "  ./easel pull ByteDance/SDXL-Lightning:sdxl_lightning_4step_lora.safetensors",
            "",
            "HF_TOKEN is the token for models that are gated, HF_ENDPOINT a mirror of"
                    + " huggingface.co."
        })
final class PullCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "MODEL",
            arity = "1..*",
            completionCandidates = Ids.class,
            description =
                    "${COMPLETION-CANDIDATES}; any repository of Hugging Face, as"
                            + " OWNER/NAME[@REVISION][:FILE]; or an https address of a file.")
    private List<String> models = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description =
                    "What a single file is: ${COMPLETION-CANDIDATES}. Default: what its tensors"
                            + " tell.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What it is kept as. Default: the id, or what it is called there.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The hash that a single file must have.")
    private Optional<String> sha256 = Optional.empty();

    @Option(
            names = "--full",
            description =
                    "Take float32 weights where there are both; float16 is half as large and what"
                            + " is taken else.")
    private boolean full;

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the paths and nothing else.")
    private boolean quiet;

    PullCommand(Context context) {
        this.context = context;
    }

    /** What {@code --json} prints. */
    private record Report(List<Row> models) {}

    private record Row(String name, String path, boolean fresh) {
        static Row of(Pulled pulled) {
            return new Row(pulled.name(), pulled.path().toString(), pulled.fresh());
        }
    }

    @Override
    public Integer call() {
        var requests = requests();
        var places = folders.in(context);
        var puller =
                new ModelPuller(
                        places.first().toAbsolutePath(), PullSettings.of(context.environment()));
        var pulled = new ArrayList<Pulled>();
        for (int i = 0; i < requests.size(); i++) {
            pulled.add(pull(models.get(i), requests.get(i), places, puller));
            tell(pulled.getLast());
        }
        if (json) {
            var report = new Report(pulled.stream().map(Row::of).toList());
            context.terminal().out().println(JsonMapper.shared().writeValueAsString(report));
        }
        return ExitCode.DONE.number();
    }

    /** All of them are read before the first is downloaded. */
    private List<PullRequest> requests() {
        if (models.size() > 1 && (name.isPresent() || sha256.isPresent())) {
            throw new CommandException(
                    ExitCode.USAGE, "--name and --sha256 are for one model, got " + models.size());
        }
        try {
            return models.stream().map(this::request).toList();
        } catch (PullException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private PullRequest request(String model) {
        if (model.equals(KnownModel.EMBEDDED)) {
            throw new CommandException(ExitCode.USAGE, model + " comes with Easel");
        }
        var request = PullRequest.of(model);
        if (kind.isPresent()) {
            request = request.withShelf(Kinds.shelf(kind.get()));
        }
        if (name.isPresent()) {
            request = request.withName(name.get());
        }
        if (sha256.isPresent()) {
            request = request.withSha256(sha256.get());
        }
        return full ? request.withFull() : request;
    }

    /** A known model may be here in another folder, or under another of its ids. */
    private Pulled pull(
            String model, PullRequest request, ModelFolders places, ModelPuller puller) {
        var here = name.isPresent() ? Optional.<KnownModel>empty() : KnownModel.of(model);
        var path = here.flatMap(places::find).flatMap(place -> place.location());
        if (path.isPresent()) {
            return new Pulled(model, path.get().toAbsolutePath(), false);
        }
        try (var progress = Progress.on(context.terminal(), quiet)) {
            return puller.pull(
                    request,
                    new PullProgress(model, progress, context.interruption(), System::nanoTime));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled");
        }
    }

    private void tell(Pulled pulled) {
        if (!quiet && !pulled.fresh()) {
            context.terminal().err().println(pulled.name() + " is here already");
        }
        if (!json) {
            context.terminal().out().println(pulled.path());
        }
    }

    /** Ids of models that can be downloaded. */
    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PullableModel.ALL.stream().map(PullableModel::id).iterator();
        }
    }

    /** What a file may be. */
    static final class Kinds implements Iterable<String> {
        /** {@return the shelf of a kind} */
        static Shelf shelf(String kind) {
            return Choices.pick("--kind", kind, List.of(Shelf.values()), Kinds::name);
        }

        private static String name(Shelf shelf) {
            return switch (shelf) {
                case CHECKPOINTS -> "checkpoint";
                case UNETS -> "unet";
                case LORAS -> "lora";
                case VAES -> "vae";
                case PREVIEW_DECODERS -> "preview-decoder";
                case UPSCALERS -> "upscaler";
                case EMBEDDINGS -> "embedding";
            };
        }

        @Override
        public Iterator<String> iterator() {
            return List.of(Shelf.values()).stream().map(Kinds::name).iterator();
        }
    }
}
