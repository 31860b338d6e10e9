package dev.easel.server.protocol;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** Marks what is there only where its protocol is served: controllers, shapes of errors. */
@Documented
@Conditional(Served.OnProtocol.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Served {
    /** {@return the protocol's name} */
    String value();

    /** Looks at the setting {@code protocols}. */
    final class OnProtocol implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var names =
                    Binder.get(context.getEnvironment())
                            .bind("easel.server.protocols", Bindable.listOf(String.class))
                            .orElse(ProtocolSettings.ALL);
            String name = metadata.getAnnotations().get(Served.class).getString("value");
            return List.copyOf(names).contains(name);
        }
    }
}
