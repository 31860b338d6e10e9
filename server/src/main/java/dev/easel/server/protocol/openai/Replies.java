package dev.easel.server.protocol.openai;

import dev.easel.server.access.PublicAddress;
import dev.easel.server.job.PictureStore;
import dev.easel.server.submission.Submitted;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;

/** How requests are answered. */
@Component
final class Replies {
    private final PictureStore pictures;
    private final PictureLinks links;
    private final PublicAddress address;
    private final Clock clock;

    Replies(PictureStore pictures, PictureLinks links, PublicAddress address, Clock clock) {
        this.pictures = pictures;
        this.links = links;
        this.address = address;
        this.clock = clock;
    }

    /**
     * {@return the answer that has the pictures}
     *
     * @param kind of the request, with which the names of events begin
     */
    Submitted.Answer now(
            Reading reading,
            String kind,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (reading.handover().stream()) {
            return new EventStream(response, pictures, clock, reading, kind)::follow;
        }
        var output = reading.handover().output();
        return new WholeAnswer(
                        response,
                        pictures,
                        clock,
                        reading,
                        picture -> address.of(request) + links.path(picture, output))
                ::follow;
    }

    /** {@return the answer that says where to look later} */
    Submitted.Answer later(HttpServletResponse response) {
        return job -> {
            response.setHeader("Location", "/jobs/" + job.id());
            response.setHeader("Preference-Applied", "respond-async");
            var body =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("created", clock.instant().getEpochSecond())
                            .put("id", job.id().toString());
            body.putArray("data");
            JsonAnswer.write(body, 202, response);
        };
    }
}
