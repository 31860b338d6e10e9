package dev.easel.server.protocol.jobs;

import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.web.PageController;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/** The pictures of jobs as files, which never change. */
@PageController
final class PicturesController {
    private final OwnJobs own;
    private final Jobs jobs;
    private final PictureStore pictures;
    private final Thumbnails thumbnails;

    PicturesController(OwnJobs own, Jobs jobs, PictureStore pictures, Thumbnails thumbnails) {
        this.own = own;
        this.jobs = jobs;
        this.pictures = pictures;
        this.thumbnails = thumbnails;
    }

    @GetMapping("/jobs/{id}/pictures/{n}")
    void show(
            @PathVariable("id") String id,
            @PathVariable("n") String n,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var width = Asked.of(request).width();
        try (var job = own.find(id, request)) {
            var picture = picture(job, n);
            String tag = '"' + picture.id().toString() + width.map(w -> "-" + w).orElse("") + '"';
            response.setHeader("ETag", tag);
            response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
            if (isNamed(tag, request)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
            byte[] file = width.map(w -> small(picture, w)).orElseGet(() -> file(picture));
            response.setContentType(width.isPresent() ? "image/jpeg" : "image/png");
            response.setContentLength(file.length);
            response.getOutputStream().write(file);
        }
    }

    /** {@return whether a client has the picture already} */
    private static boolean isNamed(String tag, HttpServletRequest request) {
        return Collections.list(request.getHeaders("If-None-Match")).stream()
                .anyMatch(known -> known.contains(tag));
    }

    private byte[] small(PictureRef picture, int width) {
        return thumbnails
                .known(picture.id(), width)
                .orElseGet(() -> thumbnails.of(picture.id(), file(picture), width));
    }

    private byte[] file(PictureRef picture) {
        return pictures.file(picture).orElseThrow(PicturesController::notFound);
    }

    /** Deletes one picture; the job goes with its last one. */
    @DeleteMapping("/jobs/{id}/pictures/{n}")
    void delete(
            @PathVariable("id") String id,
            @PathVariable("n") String n,
            HttpServletRequest request,
            HttpServletResponse response) {
        try (var job = own.find(id, request)) {
            if (!jobs.deletePicture(job, picture(job, n).number())) {
                throw notFound();
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private PictureRef picture(Job job, String n) {
        return Optional.of(job.now().state())
                .filter(JobState.Done.class::isInstance)
                .flatMap(_ ->
                        pictures.of(job.id()).stream()
                                .filter(p -> Integer.toString(p.number() + 1).equals(n))
                                .findFirst())
                .orElseThrow(PicturesController::notFound);
    }

    private static ApiException notFound() {
        return ApiException.of(404, "Picture not found");
    }
}
