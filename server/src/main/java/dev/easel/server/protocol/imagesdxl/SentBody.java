package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.JobOrder;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.StoredRequests;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A body as a job's order needs it. */
record SentBody(JsonNode body, GenerationRequest request, StoredRequests requests)
        implements JobOrder.Body {
    /** {@return SHA-256 of the body, without its spaces} */
    @Override
    public String digest() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            JsonMapper.shared()
                    .writeValue(
                            new DigestOutputStream(OutputStream.nullOutputStream(), sha256), body);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public byte[] stored() {
        return requests.write(request, Protocol.NAME);
    }
}
