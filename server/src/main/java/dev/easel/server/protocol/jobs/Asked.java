package dev.easel.server.protocol.jobs;

import dev.easel.server.error.ApiException;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;
import dev.easel.server.job.JobSearch;
import dev.easel.server.job.JobSearch.Period;
import dev.easel.server.job.StoredJob.State;
import dev.easel.server.request.InvalidRequestException;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what addresses ask for behind their question mark. */
record Asked(Fields fields) {
    private static final int USUAL_LIMIT = 60;
    private static final Range LIMITS = Range.ofWholes(1, 200);
    private static final int MOST_WORDS = 20;
    private static final String STATES =
            Arrays.stream(State.values()).map(Asked::name).collect(Collectors.joining(", "));

    static Asked of(HttpServletRequest request) {
        var values = JsonMapper.shared().createObjectNode();
        request.getParameterMap().forEach((name, texts) -> values.put(name, texts[0]));
        return new Asked(new Fields(values));
    }

    /**
     * {@return which jobs of an owner are asked for}
     *
     * @throws ApiException 400 where a value is wrong
     */
    JobSearch search(String owner) {
        try {
            return new JobSearch(
                    owner,
                    fields.number("limit", LIMITS).map(Number::intValue).orElse(USUAL_LIMIT),
                    fields.name("before").map(Asked::id),
                    words(),
                    fields.name("model"),
                    new Period(time("since"), time("until")),
                    states());
        } catch (InvalidRequestException e) {
            throw ApiException.of(400, e.sentence());
        }
    }

    private List<String> words() {
        return Stream.of(fields.text("words").orElse("").strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    private static UUID id(String text) {
        return uuid(text).orElseThrow(() -> Fields.wrong("before", "the id of a job", text));
    }

    /** {@return the id that a text is} */
    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(String name) {
        return fields.name(name).map(text -> time(name, text));
    }

    private static Instant time(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Fields.wrong(name, "a time such as 2026-11-30T12:00:00Z", text);
        }
    }

    private Set<State> states() {
        return Stream.of(fields.text("status").orElse("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Asked::state)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static State state(String name) {
        return Arrays.stream(State.values())
                .filter(state -> name(state).equals(name))
                .findFirst()
                .orElseThrow(() -> Fields.wrong("status", "one of " + STATES, name));
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether the files of pictures are wanted: {@code results=none} does without} */
    boolean results() {
        return !fields.text("results").orElse("").equals("none");
    }

    /**
     * {@return how wide a smaller picture shall be}
     *
     * @throws ApiException 400 where there is none of that width
     */
    Optional<Integer> width() {
        try {
            return fields.oneOf("width", Thumbnails.WIDTHS).map(Integer::valueOf);
        } catch (InvalidRequestException e) {
            throw ApiException.of(400, e.sentence());
        }
    }
}
