package dev.easel.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What files and folders are called among others: each as it is itself, or where two are alike with
 * as many of its folders before the name as tell it from the others. Of two that nothing tells
 * apart, in two roots, the first has the name.
 */
final class ShelvedNames {
    private final List<ShelvedItem> items;
    private final Map<String, ShelvedItem> named = new LinkedHashMap<>();
    private final Map<ShelvedItem, String> nameOf = new HashMap<>();

    ShelvedNames(List<ShelvedItem> items) {
        this.items = List.copyOf(items);
        Map<String, Integer> bearers = new HashMap<>();
        items.stream()
                .flatMap(item -> item.names().stream().distinct())
                .forEach(name -> bearers.merge(name, 1, Integer::sum));
        for (var item : items) {
            String name =
                    item.names().stream()
                            .filter(it -> bearers.getOrDefault(it, 0) == 1)
                            .findFirst()
                            .orElse(item.names().getFirst());
            nameOf.put(item, name);
            named.putIfAbsent(name, item);
        }
    }

    /** Something and the one name that it has among the others. */
    record Named(String name, Path path) {}

    /** {@return everything with its name, in the order in which it was given} */
    List<Named> all() {
        var all = new ArrayList<Named>();
        named.forEach((name, item) -> all.add(new Named(name, item.path())));
        return all;
    }

    /** {@return what may be called so, at first what is} */
    Stream<Named> called(String name) {
        return Stream.concat(
                        Stream.ofNullable(named.get(name)),
                        items.stream().filter(item -> item.names().contains(name)))
                .map(item -> new Named(nameOf.getOrDefault(item, name), item.path()));
    }
}
