package dev.easel.server;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Before anything is opened: finds the settings that do not exist. */
final class SettingsCheck implements BeanFactoryPostProcessor {
    private final ConfigurableEnvironment environment;

    SettingsCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var names = new SettingNames(records(beans));
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(source -> check(source, names));
    }

    private static void check(EnumerablePropertySource<?> source, SettingNames names) {
        boolean ofVariables = source.getName().equals(EaselServer.OF_VARIABLES);
        Stream.of(source.getPropertyNames())
                .filter(name -> name.startsWith(EaselServer.PREFIX))
                .map(name -> name.substring(EaselServer.PREFIX.length()))
                .forEach(name -> {
                    if (ofVariables) {
                        names.lookAt(variable(name), name);
                    } else {
                        names.require(name);
                    }
                });
    }

    private static String variable(String name) {
        return EaselServer.VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<Class<?>> records(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
                .<Class<?>>flatMap(name -> Optional.ofNullable(beans.getType(name)).stream())
                .filter(type ->
                        type.isRecord()
                                && type.getPackageName()
                                        .startsWith(EaselServer.class.getPackageName()))
                .toList();
    }
}
