package dev.easel.server.job.local;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FairOrderTest {
    private final FairOrder<String> order = new FairOrder<>();

    private String next() {
        return order.next(_ -> false, _ -> true, _ -> true).orElse("");
    }

    @Test
    void anOwnerWithManyDelaysAnotherByOneAtATime() {
        for (int i = 1; i <= 5; i++) {
            order.add("many", "m" + i);
        }
        assertThat(next()).isEqualTo("m1");
        order.add("few", "f1");
        order.add("few", "f2");

        assertThat(List.of(next(), next(), next(), next())).containsExactly("f1", "m2", "f2", "m3");
    }

    @Test
    void thePreferredGoFirstUntilTheFirstHasWaitedEnough() {
        order.add("a", "cold");
        for (int i = 0; i < 20; i++) {
            order.add("b" + i, "warm" + i);
        }
        var taken = new ArrayList<String>();
        for (int i = 0; i <= FairOrder.MOST_OVERTAKING; i++) {
            taken.add(order.next(t -> t.startsWith("warm"), _ -> true, _ -> true).orElse(""));
        }
        assertThat(taken.subList(0, FairOrder.MOST_OVERTAKING)).allMatch(t -> t.startsWith("warm"));
        assertThat(taken.getLast()).isEqualTo("cold");
    }

    @Test
    void whoHasWaitedEnoughIsWaitedFor() {
        order.add("a", "cold");
        for (int i = 0; i < 20; i++) {
            order.add("b" + i, "warm" + i);
        }
        for (int i = 0; i < FairOrder.MOST_OVERTAKING; i++) {
            order.next(t -> t.startsWith("warm"), t -> t.startsWith("warm"), _ -> true);
        }
        assertThat(order.next(t -> t.startsWith("warm"), t -> t.startsWith("warm"), _ -> true))
                .isEmpty();
        assertThat(order.removeIf("cold"::equals)).isTrue();
        assertThat(order.next(t -> t.startsWith("warm"), _ -> true, _ -> true)).isPresent();
    }

    @Property
    void nobodyIsForgottenAndEachOwnersComeInTheirOrder(
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> owners) {
        var fair = new FairOrder<String>();
        for (int i = 0; i < owners.size(); i++) {
            fair.add("owner" + owners.get(i), owners.get(i) + ":" + "%03d".formatted(i));
        }
        var taken = new ArrayList<String>();
        for (var next = fair.next(_ -> false, _ -> true, _ -> true);
                next.isPresent();
                next = fair.next(_ -> false, _ -> true, _ -> true)) {
            taken.add(next.get());
        }
        assertThat(taken).hasSameSizeAs(owners).doesNotHaveDuplicates();
        for (int owner = 0; owner <= 4; owner++) {
            String prefix = owner + ":";
            assertThat(taken.stream().filter(t -> t.startsWith(prefix)).toList()).isSorted();
        }
    }
}
