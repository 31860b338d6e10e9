package dev.easel.server.contract;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Another protocol, which every server of the tests has: all below one address is its own. */
@RestController
final class OtherProtocol {
    static final String ANSWER = "the other protocol's";

    @PostMapping("/other-protocol/**")
    String take() {
        return ANSWER;
    }
}
