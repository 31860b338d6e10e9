package dev.easel.server.protocol.mcp;

import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.WrittenWords;

import java.util.List;
import java.util.Optional;

/** Makes pictures for one caller, and keeps them. Thread-safe. */
public interface Studio {
    /**
     * {@return what was made}
     *
     * @param call told how far the work is; the work ends when it is cancelled
     * @throws dev.easel.server.request.InvalidRequestException where a value is wrong
     * @throws RefusedException where it is not made, in one sentence
     * @throws InterruptedException where this thread is to end
     */
    Made make(Order order, Call call) throws InterruptedException;

    /** {@return the models, the one for whoever names none first} */
    List<ModelCard> models();

    /** {@return the name of the model for whoever names none} */
    String usualModel();

    /**
     * {@return some of the caller's pictures, the newest first}
     *
     * @param cursor of the page before; absent for the first one
     */
    Page pictures(Optional<String> cursor);

    /** {@return the file of a picture of the caller's; absent where there is none} */
    Optional<byte[]> picture(PictureUri uri);

    /**
     * {@return the content of a file of the client's own machine; absent where that is another one}
     *
     * @param argument that names it
     * @throws dev.easel.server.request.InvalidRequestException where it cannot be read
     */
    Optional<byte[]> file(String argument, String path);

    /**
     * What is to be made.
     *
     * @param written its words as they were sent
     * @param notes what was not understood, in words for people
     */
    record Order(GenerationRequest request, WrittenWords written, List<String> notes) {
        public Order {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What was made.
     *
     * @param model for people
     * @param notes what was adjusted, for people
     * @param cost in US dollars as text; absent where nothing is paid
     */
    record Made(String model, List<String> notes, Optional<String> cost, List<Picture> pictures) {
        public Made {
            notes = List.copyOf(notes);
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * A picture.
     *
     * @param file a PNG
     * @param seed that makes it again
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Picture(PictureUri uri, byte[] file, long seed) {}

    /**
     * A picture in a list.
     *
     * @param title for people
     */
    record Listed(PictureUri uri, String title) {}

    /**
     * A part of a list.
     *
     * @param next the cursor of the next part; absent at the end
     */
    record Page(List<Listed> pictures, Optional<String> next) {
        public Page {
            pictures = List.copyOf(pictures);
        }
    }
}
