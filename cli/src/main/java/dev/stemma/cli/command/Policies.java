package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.ref.Reference;

/**
 * Where a policy lives: with a namespace or with a model.
 *
 * @param registry the registry
 * @param path its route
 * @param shown as a user names it
 */
record Policies(Registry registry, String path, String shown) {
    static Policies of(Session session, String where) {
        if (where.contains("/")) {
            Reference model = session.name(where, Kind.MODEL);
            return new Policies(
                    session.registry(model),
                    Routes.name(Kind.MODEL, model.name()) + "/policy",
                    model.name().toString());
        }
        if (!Name.valid(where)) {
            throw CliException.usage("'" + where + "' is neither a namespace nor a model");
        }
        return new Policies(session.registry(), "/namespaces/" + where + "/policy", "namespace " + where);
    }
}
