package dev.easel.server.contract;

/**
 * A check of the contract.
 *
 * @param id its name there
 * @param says what is expected
 */
record Check(String id, String says, Body body) {
    /** Looks at the service. */
    @FunctionalInterface
    interface Body {
        void check(Service service) throws Exception;
    }
}
