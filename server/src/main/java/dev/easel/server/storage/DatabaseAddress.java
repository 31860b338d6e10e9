package dev.easel.server.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * How a database is reached.
 *
 * @param driver the class of its driver
 * @param shown how messages call it, without secrets
 */
record DatabaseAddress(
        String driver, String url, String shown, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:";

    /** {@return a connection of its own, outside of any pool} */
    Connection connect() throws SQLException {
        var properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(word -> properties.setProperty("password", word));
        return DriverManager.getConnection(url, properties);
    }

    /**
     * {@return the address of a PostgreSQL}
     *
     * @param text {@code jdbc:postgresql://host:port/name}, or {@code
     *     postgresql://user:password@host:port/name}; user and password of the settings stand above
     *     those of the text
     */
    static DatabaseAddress postgres(String text, StorageSettings settings) {
        var uri = uri(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
        var authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
        int at = authority.lastIndexOf('@');
        var user = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        var place = authority.substring(at + 1) + Optional.ofNullable(uri.getRawPath()).orElse("");
        var query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
        return new DatabaseAddress(
                "org.postgresql.Driver",
                "jdbc:postgresql://" + place + query,
                "postgresql://" + place,
                settings.databaseUser().or(() -> part(user, 0)),
                settings.databasePassword().or(() -> part(user, 1)));
    }

    private static URI uri(String text) {
        try {
            var uri = new URI(text);
            boolean named =
                    "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (named && !uri.isOpaque()) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // said below, without the text: it may hold a password
        }
        throw new IllegalStateException(
                "database-url must be jdbc:postgresql://host:port/name or"
                        + " postgresql://user:password@host:port/name, got one that begins with "
                        + text.replaceFirst(":.*", ":"));
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length
                ? Optional.of(
                        URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
