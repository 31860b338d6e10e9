package dev.easel.cli;

import dev.easel.pipeline.ModelDefaults;
import dev.easel.pipeline.TextToImage;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Draws pictures of a prompt. */
@Command(
        name = "generate",
        description = "Draw pictures of a prompt.",
        customSynopsis = "easel generate [OPTIONS] PROMPT...",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel generate a rocket on a blue background",
            "  ./easel generate \"a red fox\" --style pixel-art --number 4 --output foxes/",
            "  ./easel generate \"a red fox\" --seed 42 -o fox.webp",
            "  ./easel generate \"a (red:1.3) apple\" --negative \"a [green] leaf\"",
            "  ./easel generate \"a red fox\" --hires 2 --preview now.png",
            "  ./easel generate \"a red fox\" --model sd15 --lora fox.safetensors:0.8",
            "  ./easel generate --prompts prompts.txt --output foxes/",
            "  ./easel generate --like fox.png --seed 0 --number 4",
            "  ./easel generate \"a red fox\" --model ~/models/my-model --json"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROMPT",
            description =
                    "What to draw. Several words are joined by spaces; - alone is standard input."
                            + " (word:1.3) weighs a word more, [word] less.")
    private List<String> words = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nPicture:%n", order = 1)
    private WordOptions described = new WordOptions();

    @ArgGroup(validate = false, heading = "%nSize:%n", order = 2)
    private SizeOptions size = new SizeOptions();

    @ArgGroup(validate = false, heading = "%nSampling:%n", order = 3)
    private SamplingOptions sampling = new SamplingOptions();

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 4)
    private ModelOptions model = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 5)
    private OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, heading = "%nPreview:%n", order = 6)
    private PreviewOptions preview = new PreviewOptions();

    GenerateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var stopwatch = new Stopwatch();
        var drawing = new Drawing(context, described, sampling, model, output);
        drawing.takeOver()
                .ifPresent(like -> {
                    size.takeOver(like);
                    like.denoiseOfPicture()
                            .ifPresent(
                                    _ -> drawing.note("it began from a picture, as img2img does"));
                });
        drawing.check();
        preview.check();
        size.check();
        size.findUpscaler(new UpscalerFiles(model.folders(context)), drawing::note);
        var wishes =
                described.prompts(words, context.terminal().in()).stream().map(this::wish).toList();
        drawing.draw(wishes, List.of(), preview, stopwatch);
        return ExitCode.DONE.number();
    }

    private Wish wish(String prompt) {
        var request = request(prompt);
        return new Wish(prompt, model -> settled(request, model));
    }

    /** {@return what is asked for, but its size and seed; open where the model has a default} */
    TextToImage request(String prompt) {
        return TextToImage.of(described.styled(prompt))
                .withNegativePrompt(described.avoided())
                .withClipSkip(described.clipSkip())
                .withSampling(sampling.settings());
    }

    /** {@return the request in its size, with a model's defaults where it was open} */
    TextToImage settled(TextToImage request, ModelDefaults model) {
        return size.sized(request, model.size()).withDefaults(model);
    }
}
