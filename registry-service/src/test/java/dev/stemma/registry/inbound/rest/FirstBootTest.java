package dev.stemma.registry.inbound.rest;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstBootTest {
    @Test
    void bootsAndAnswers() {
        for (String p :
                new String[] {"/q/health", "/q/health/ready", "/q/metrics", "/api/v1/whoami", "/x", "/q/openapi"}) {
            var r = given().header("Authorization", "Bearer nope").get(p);
            System.err.println(p + " -> " + r.statusCode() + " " + r.getHeaders() + "\n" + r.asString());
        }
    }
}
