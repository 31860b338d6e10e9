package dev.easel.server.billing;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a user may spend and has spent.
 *
 * @param unlimited whether there is no limit, whatever {@code total} says
 * @param total empty where the user has no plan
 * @param used the sum of the booked charges
 * @param reserved the sum of the charges of jobs that have not ended
 */
public record UserPlan(boolean unlimited, Optional<Usd> total, Usd used, Usd reserved) {
    /** {@return whether more than an amount can still be spent} */
    boolean leavesMoreThan(BigDecimal margin) {
        var gone = used.plus(reserved).amount();
        return unlimited
                || total.filter(all -> all.amount().subtract(gone).compareTo(margin) > 0)
                        .isPresent();
    }

    /** {@return whether another amount can be reserved} */
    boolean covers(Usd more) {
        return unlimited
                || total.filter(all -> used.plus(reserved).plus(more).compareTo(all) <= 0)
                        .isPresent();
    }
}
