package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import java.io.IOException;

/**
 * Answers what no controller takes. As in the original, a method that is not taken is not found.
 */
@RestControllerAdvice
final class UnroutedAdvice {
    @ExceptionHandler({
        NoHandlerFoundException.class,
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class
    })
    void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorReply.write(ApiException.of(404, "Not found"), request, response);
    }

    @ExceptionHandler({ErrorResponseException.class, ServletRequestBindingException.class})
    void notRead(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int status = e instanceof ErrorResponse known ? known.getStatusCode().value() : 400;
        ErrorReply.write(ApiException.of(status, "The request cannot be read"), request, response);
    }
}
