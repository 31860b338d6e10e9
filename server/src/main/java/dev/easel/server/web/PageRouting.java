package dev.easel.server.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.List;

/**
 * Routes of the page's own protocol: addresses are taken in any case, as the original took them,
 * and what the client would accept is not looked at, for there is one form of each answer. Other
 * protocols have Spring's routing, and come first: an address that one of them knows is theirs.
 */
@Configuration(proxyBeanMethods = false)
class PageRouting implements WebMvcConfigurer {
    /** Addresses that may have a slash at their end. */
    private static final String[] WITH_SLASH = {
        "/image/**",
        "/text/**",
        "/audio/**",
        "/video/**",
        "/list/**",
        "/jobs/**",
        "/key/**",
        "/sdapi/**"
    };

    @Bean
    RequestMappingHandlerMapping pageMapping() {
        var parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        var mapping = new PageMapping();
        mapping.setPatternParser(parser);
        mapping.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        return mapping;
    }

    @Bean
    UrlHandlerFilter trailingSlashes() {
        return UrlHandlerFilter.trailingSlashHandler(WITH_SLASH).wrapRequest().build();
    }

    /** Takes the marked controllers, which Spring's own mapping leaves alone. */
    private static final class PageMapping extends RequestMappingHandlerMapping {
        @Override
        protected boolean isHandler(Class<?> type) {
            return AnnotatedElementUtils.hasAnnotation(type, PageController.class);
        }
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        var header = new HeaderContentNegotiationStrategy();
        ContentNegotiationStrategy strategy =
                request ->
                        isOfPage(request)
                                ? List.of(MediaType.APPLICATION_JSON)
                                : header.resolveMediaTypes(request);
        configurer.strategies(List.of(strategy));
    }

    private static boolean isOfPage(NativeWebRequest request) {
        return request.getAttribute(
                                HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE,
                                RequestAttributes.SCOPE_REQUEST)
                        instanceof HandlerMethod handler
                && AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PageController.class);
    }
}
