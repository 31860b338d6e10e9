package dev.easel.server.billing;

import dev.easel.server.error.ApiException;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;

/** Whether a user may ask for anything at all. */
@Component
public final class Plans {
    private final Accounts accounts;
    private final BigDecimal margin;

    Plans(Accounts accounts, BillingSettings settings) {
        this.accounts = accounts;
        this.margin = settings.planMargin();
    }

    /**
     * Checks that a user's plan has more left than the margin.
     *
     * @throws ApiException 400 where it has not, or there is no plan
     */
    public void requireCredit(String user) {
        if (accounts.plan(user).filter(plan -> plan.leavesMoreThan(margin)).isEmpty()) {
            throw ApiException.refused(400, "Plan limit reached");
        }
    }
}
