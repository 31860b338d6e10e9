package dev.easel.server.protocol.a1111;

import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.protocol.a1111.TaskRunner.Wanted;
import dev.easel.server.submission.Submitted;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes pictures as {@code txt2img} and {@code img2img} answer them. */
@Component
final class PictureAnswer {
    private final TaskRunner tasks;
    private final PictureStore pictures;

    PictureAnswer(TaskRunner tasks, PictureStore pictures) {
        this.tasks = tasks;
        this.pictures = pictures;
    }

    /** Waits for the pictures and writes them one by one, so that one at a time is in memory. */
    void write(Reading reading, Submitted submitted, String owner, HttpServletResponse response)
            throws IOException, InterruptedException {
        var wanted = new Wanted(owner, reading.taskId(), reading.drawn().drawing().number());
        var made = tasks.pictures(submitted.job(), wanted);
        response.setContentType(JsonAnswer.TYPE);
        var out = response.getOutputStream();
        out.write(utf8("{\"images\":["));
        var infotexts = writeImages(made, reading.wantsPictures(), out);
        out.write(utf8("],\"parameters\":" + json(reading.fields())));
        var info = new GenerationInfo(reading, submitted, made, infotexts);
        out.write(utf8(",\"info\":" + json(info.text()) + "}"));
    }

    private List<String> writeImages(List<PictureRef> made, boolean wanted, OutputStream out)
            throws IOException {
        var infotexts = new ArrayList<String>();
        String comma = "";
        for (var picture : made) {
            var file = pictures.file(picture);
            if (file.isPresent()) {
                infotexts.add(Infotext.of(file.get()));
                if (wanted) {
                    out.write(utf8(comma + "\""));
                    out.write(Base64.getEncoder().encode(file.get()));
                    out.write('"');
                    comma = ",";
                }
            }
        }
        return infotexts;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
