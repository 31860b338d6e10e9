package dev.easel.server.job;

import java.util.List;
import java.util.Locale;

/**
 * What stays of a request for as long as its job is kept, for people to find it and to use it
 * again.
 *
 * @param words by which the job is found, its prompt: in small letters; may be empty
 * @param request in the form of the domain, without the pictures that came with it; empty where
 *     nothing is known, as of jobs of before requests were kept
 * @param notes what was adjusted, in words for people, each one line
 */
public record KeptRequest(String words, String request, List<String> notes) {
    /** Of a job of which nothing is known. */
    public static final KeptRequest UNKNOWN = new KeptRequest("", "", List.of());

    public KeptRequest {
        words = inWords(words);
        notes = notes.stream().map(KeptRequest::inLine).toList();
    }

    /** {@return a text as searches compare it; PostgreSQL has no room for NUL} */
    static String inWords(String text) {
        return text.replace('\0', ' ').toLowerCase(Locale.ROOT);
    }

    private static String inLine(String note) {
        return note.replace('\0', ' ').replace('\n', ' ');
    }
}
