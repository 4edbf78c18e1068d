package dev.stemma.registry.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can be configured of the registry itself. In the environment, {@code stemma.data-dir} is {@code STEMMA_DATA_DIR}. */
@ConfigMapping(prefix = "stemma")
public interface StemmaConfig {

    /**
     * The server's own folder: the embedded database, objects on disk, the work of validations, and the administrator's token of the
     * embedded package. Made if absent, readable by its owner only.
     */
    Path dataDir();

    /** Where bytes are kept. */
    Store store();

    /**
     * File whose one line is an administrator's token: {@code stm_pat_…}, or any 32 to 256 visible characters. To replace the token, change the file and start
     * again. The embedded package makes {@code DATA-DIR/token} when this is not set; without it, the server package prints a one-time
     * token and serves only this machine until that token has made an administrator.
     */
    Optional<Path> adminTokenFile();

    /**
     * Host names, without port, under which clients reach this registry, such as {@code models.example.org}; the names of this machine
     * itself are always accepted. When empty, a server on a loopback address accepts no others, and one on a public address accepts all.
     */
    Optional<List<String>> publicHosts();

    /** How stored files are made smaller. */
    Storage storage();

    /** How models are validated. */
    Validation validation();

    /** What is done about startup checks. */
    Startup startup();

    /** The embedded database. */
    Database database();

    /** What is done now and then. */
    Housekeeping housekeeping();

    /** For tests alone, as a system property: the point at which the server ends itself, see {@link dev.stemma.blob.CrashPoint}. */
    Optional<String> crash();

    /** Where bytes are kept. */
    interface Store {

        /** {@code disk} for a folder below the data folder, {@code s3} for a bucket. */
        @WithDefault("disk")
        Kind kind();

        /** The bucket, when the kind is {@code s3}. */
        S3 s3();

        /** The kinds of object store. */
        enum Kind {
            /** Local disk. */
            DISK,
            /** Any S3-compatible object store. */
            S3
        }
    }

    /** An S3 bucket. */
    interface S3 {

        /** Where it is, such as {@code https://s3.eu-central-1.amazonaws.com}. */
        Optional<URI> endpoint();

        /** The region that signatures name. */
        @WithDefault("us-east-1")
        String region();

        /** The bucket, which must exist. */
        Optional<String> bucket();

        /** The access key. */
        Optional<String> accessKey();

        /** File whose content is the access key; used when no key is given. */
        Optional<Path> accessKeyFile();

        /** The secret key. Better given as a file. */
        Optional<String> secretKey();

        /** File whose content is the secret key; used when no key is given. */
        Optional<Path> secretKeyFile();

        /** True writes the bucket into the path, as most servers but Amazon's want it; false into the host name. */
        @WithDefault("true")
        boolean pathStyle();

        /** Put in front of every key, such as {@code stemma/}; the whole bucket is used when empty. */
        Optional<String> prefix();

        /**
         * True lets readers fetch files that lie in the bucket as they are straight from there, by addresses that are signed for a minute.
         * Who is given one may read that one object, from anywhere, until it expires.
         */
        @WithDefault("false")
        boolean directReads();

        /** Where readers reach the bucket, when that is not where this server does. */
        Optional<URI> directEndpoint();

        /** Server-side encryption to ask for: {@code AES256} or {@code aws:kms}. When empty, the bucket's own setting holds. */
        Optional<String> sse();
    }

    /** How stored files are made smaller. */
    interface Storage {

        /** How many versions this server encodes at once, in the background. 0: none, others do it. */
        @WithDefault("1")
        int encoders();

        /**
         * How long the object of a pack is left alone after all its chunks were encoded anew. Who reads a file located its chunks before
         * he reads them, so the object must outlive the longest pause between both; and a backup copies objects after the database, so it
         * must outlive the longest backup.
         */
        @WithDefault("24h")
        Duration grace();

        /**
         * Bytes of whole files that may be kept beside the packs because they are read again and again, in all replicas together. The
         * least used make room; a larger file is never kept. 0: none, and what was kept goes.
         */
        @WithDefault("10737418240")
        long hotBudget();

        /** How often over a file must be read from packs, on one server, before it is kept whole. */
        @WithDefault("2")
        int hotReads();

        /**
         * How often what nothing needs any more is looked for and condemned, and what was condemned longer than the grace ago is deleted;
         * {@code off} for never by itself.
         */
        @WithDefault("6h")
        String collectEvery();

        /** How often a stretch of what is stored is looked at for damage; {@code off} for never by itself. */
        @WithDefault("1h")
        String scrubEvery();

        /** How many bytes are looked at each time, at most. */
        @WithDefault("8589934592")
        long scrubBytes();

        /** How long ago a pack must have been verified to be looked at again. */
        @WithDefault("30d")
        Duration scrubAge();
    }

    /** How models are validated. */
    interface Validation {

        /** How many validations run at once on this server. 0: none, others do them. */
        @WithDefault("1")
        int workers();

        /** How long a validation may take, unless its suite asks for more. */
        @WithDefault("60s")
        Duration timeout();

        /** How long a validation may take at most, whatever its suite asks for. */
        @WithDefault("10m")
        Duration maxTimeout();

        /** Memory that a validation's process may use, in bytes. */
        @WithDefault("3221225472")
        long memory();

        /** Output that a validation's process may hand back for one case, in bytes. */
        @WithDefault("67108864")
        long maxOutput();

        /** How often an idle worker looks for work. */
        @WithDefault("500ms")
        Duration poll();
    }

    /** What is done about startup checks. */
    interface Startup {

        /** Names of checks whose severe findings do not keep the server from starting. */
        Optional<List<String>> ignore();
    }

    /** The embedded database. */
    interface Database {

        /** JDBC URL of the embedded package's database. Anything but the default may lose acknowledged commits. */
        @WithName("embedded-url")
        Optional<String> embeddedUrl();
    }

    /** What is done now and then: forgetting what has expired, deleting what nothing refers to any more. */
    interface Housekeeping {

        /** How long after the start it is done for the first time. */
        @WithDefault("1m")
        Duration first();

        /** How often it is done from then on. */
        @WithDefault("10m")
        Duration every();
    }
}
