package dev.easel.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads which version this is from what the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var properties = properties();
        return new String[] {
            "easel " + properties.getProperty("easel"),
            "LibTorch by JavaCPP " + properties.getProperty("pytorch"),
            "Java " + Runtime.version() + " on " + System.getProperty("os.arch")
        };
    }

    /** {@return which version of Easel this is} */
    static String number() {
        return properties().getProperty("easel", "");
    }

    private static Properties properties() {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties", e);
        }
        return properties;
    }
}
