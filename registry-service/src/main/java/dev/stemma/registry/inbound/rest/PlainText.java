package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads text that any database and any terminal can hold: no NUL, no half of a surrogate pair; and never a number in disguise. */
final class PlainText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    PlainText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (text.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            context.reportInputMismatch(this, "text with NUL or half of a surrogate pair");
        }
        return text;
    }
}
