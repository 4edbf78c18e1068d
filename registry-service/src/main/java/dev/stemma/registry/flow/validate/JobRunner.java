package dev.stemma.registry.flow.validate;

import jakarta.enterprise.context.ApplicationScoped;

/** Does the queue's work, one job a call. Any number of runners may share the queue. */
@ApplicationScoped
public class JobRunner {

    /**
     * Takes one job and does it, holding its lease all the while. A job that ends three times without an outcome is given up as broken.
     *
     * @param worker who does it, unique among all workers
     * @return whether there was a job
     */
    public boolean runOne(String worker) {
        throw new UnsupportedOperationException();
    }
}
