package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.server.pull.FileHost;
import dev.easel.server.pull.TestRepository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** An operator brings models to this machine and removes them; a small host stands for the hub. */
class ModelsTest extends Opened {
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

    private final FileHost host = open();
    private final TestRepository repository = new TestRepository(host, "stabilityai/sd-turbo");

    private static FileHost open() {
        try {
            return new FileHost();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void prepare(Path folder) throws IOException {
        repository.with(Golden.folder().resolve("models/sd15")).open();
    }

    @Override
    Map<String, String> environment() {
        return Map.of("HF_ENDPOINT", host.address());
    }

    @AfterAll
    void closeHost() throws IOException {
        host.close();
    }

    @Test
    void aModelIsPulledWithProgressDrawsAndIsRemoved() {
        var rest = new CountDownLatch(1);
        byte[] unet = repository.content(UNET);
        host.on(repository.place(UNET), FileHost.held(unet, unet.length / 2, rest));
        String pull = pull();
        studio().visit(WIDE).go("#models");
        browser().text("On this machine");
        assertThat(browser().offers("Remove sd-turbo")).isFalse();

        browser().click(pull);
        var share = browser().until("some progress", () -> progress().filter(at -> at > 0));
        assertThat(share).isLessThan(100);
        assertThat(browser().control("Stop pulling sd-turbo").isDisplayed()).isTrue();
        assertThat(browser().offers(pull)).as("a second pull").isFalse();
        rest.countDown();
        browser().control("Remove sd-turbo");
        browser().untilTrue("no progress", () -> progress().isEmpty());

        browser().press(Keys.ESCAPE);
        browser().untilTrue("the models to be closed", () -> !browser().shows("On this machine"));
        studio().toStage();
        browser().press("m");
        browser().focused("Find a model");
        browser().press("turbo", Keys.ENTER);
        browser().untilTrue("a model without guidance", () -> !browser().offers("Negative prompt"));
        studio().prompt("drawn by the model that was pulled");
        studio().make();
        assertThat(studio().made("drawn by").path("model").stringValue()).isEqualTo("sd-turbo");

        studio().go("#models");
        browser().click("Remove sd-turbo");
        browser().control("Keep");
        browser().click("Free ");
        browser().untilTrue("it to be gone", () -> !browser().offers("Remove sd-turbo"));
        assertThat(studio().json("/models").path("models").toString()).doesNotContain("sd-turbo");
        browser().control(pull);
    }

    @Test
    void aPullIsStoppedOnAPhone() {
        byte[] unet = repository.content(UNET);
        host.on(
                repository.place(UNET),
                FileHost.held(unet, unet.length / 2, new CountDownLatch(1)));
        String pull = pull();
        studio().visit(PHONE).go("#models");
        browser().write("Id of a model", "sd-turbo");
        browser().press(Keys.ENTER);

        browser().control("Stop pulling sd-turbo");
        Axe.findsNothing(browser(), "a pull");
        browser().click("Stop pulling sd-turbo");

        browser().control(pull);
        browser().untilTrue("no progress", () -> progress().isEmpty());
        assertThat(browser().offers("Remove sd-turbo")).isFalse();
    }

    /** {@return what the page calls it while it offers it} */
    private String pull() {
        return "Pull "
                + studio().json("/models")
                        .path("pullable")
                        .valueStream()
                        .filter(one -> one.path("id").stringValue().equals("sd-turbo"))
                        .map(one -> one.path("title").stringValue())
                        .findFirst()
                        .orElseThrow();
    }

    private Optional<Integer> progress() {
        return browser().all("studio-models", "[role=progressbar]").stream()
                .map(ModelsTest::now)
                .findFirst();
    }

    private static int now(WebElement bar) {
        return Integer.parseInt(Objects.requireNonNull(bar.getDomAttribute("aria-valuenow")));
    }
}
