package dev.easel.server.protocol.mcp;

import dev.easel.server.job.JobViews;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.PictureStore;
import dev.easel.server.models.Catalog;
import dev.easel.server.protocol.Served;
import dev.easel.server.submission.Submissions;

import org.springframework.stereotype.Component;

/** What of the service makes and keeps pictures. */
@Component
@Served(Protocol.NAME)
record StudioParts(
        Submissions submissions,
        Jobs jobs,
        JobViews views,
        PictureStore pictures,
        Catalog catalog) {}
