// The results of an answer: of the object itself, or of a stream's last event.
function results(text) {
    const last = text.split("\n").filter(line => line.startsWith("data:")).pop();
    try {
        return JSON.parse(last ? last.slice("data:".length) : text).results || [];
    } catch (e) {
        return []; // not JSON: nothing to show
    }
}

// An answer's pictures, shown above its text.
const Pictures = ({ React }) => ({
    wrapComponents: {
        liveResponse: Original => props => {
            const pictures = results(props.response.get("text") || "")
                .filter(result => result.base64)
                .map((result, i) => React.createElement("img", {
                    key: i,
                    src: "data:image/png;base64," + result.base64,
                    alt: "picture " + (i + 1),
                    style: { maxWidth: "100%", margin: "0 8px 8px 0" },
                }));
            return React.createElement("div", null, pictures, React.createElement(Original, props));
        },
    },
});

SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#page",
    deepLinking: true,
    tryItOutEnabled: true,
    persistAuthorization: true,
    validatorUrl: null,
    plugins: [Pictures],
});
