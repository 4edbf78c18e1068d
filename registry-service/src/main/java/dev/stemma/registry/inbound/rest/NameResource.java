package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.NameCatalogue;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.port.Names;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Models, datasets and suites by name. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class NameResource {

    private static final int MAX_QUERY = 200;

    private final NameCatalogue names;
    private final CurrentCaller current;

    NameResource(NameCatalogue names, CurrentCaller current) {
        this.names = names;
        this.current = current;
    }

    /** The names of a kind that the caller may read. */
    @GET
    @Path("{kind: models|datasets|suites}")
    public PageAnswer<NameAnswer> list(
            @PathParam("kind") String kind,
            @QueryParam("q") @Nullable String text,
            @QueryParam("ns") @Nullable String namespace,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Kind wanted = Target.kind(kind);
        var query = new Names.Query(
                wanted,
                Optional.ofNullable(namespace).map(ns -> new ModelName(ns, "any").namespace()),
                Optional.ofNullable(text).filter(q -> !q.isEmpty()).map(NameResource::checked),
                sort(sort),
                current.caller().readable());
        var cursors = new Cursors("names " + wanted + ' ' + namespace + ' ' + text + ' ' + query.sort());
        return cursors.answer(names.list(query, cursors.request(limit, cursor)), NameAnswer::of);
    }

    private static String checked(String text) {
        if (text.length() > MAX_QUERY || text.indexOf(0) >= 0) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "q is at most " + MAX_QUERY + " characters");
        }
        return text;
    }

    private static Names.Sort sort(@Nullable String sort) {
        return switch (sort) {
            case null -> Names.Sort.NAME;
            case "name" -> Names.Sort.NAME;
            case "updated" -> Names.Sort.UPDATED;
            default -> throw new InvalidInput(ErrorCode.REQUEST_INVALID, "sort is name or updated");
        };
    }

    /** A name. */
    @GET
    @Path(Target.PATH)
    public NameAnswer show(
            @PathParam("kind") String kind, @PathParam("ns") String namespace, @PathParam("name") String name) {
        Target target = Target.of(kind, namespace, name);
        return NameAnswer.of(names.show(target.kind(), target.name()));
    }

    /** Creates a name or replaces its description. */
    @PUT
    @Path(Target.PATH)
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<NameAnswer> put(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            NameBody body) {
        Target target = Target.of(kind, namespace, name);
        boolean created = names.put(target.kind(), target.name(), body.text(), current.caller());
        NameAnswer answer = NameAnswer.of(names.show(target.kind(), target.name()));
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer);
    }

    /** Deletes a name without versions. */
    @DELETE
    @Path(Target.PATH)
    public void delete(
            @PathParam("kind") String kind, @PathParam("ns") String namespace, @PathParam("name") String name) {
        Target target = Target.of(kind, namespace, name);
        names.delete(target.kind(), target.name(), current.caller());
    }
}
