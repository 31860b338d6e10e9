package dev.easel.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * One source file in numbers.
 *
 * @param packageName such as {@code dev.easel.tensor}
 * @param imports the names of imported types, static members included
 * @param lines all of them
 * @param publicTypes its types that are declared public, nested ones too
 * @param methods its methods and constructors with a body
 */
record JavaSource(
        Path file,
        String packageName,
        List<String> imports,
        long lines,
        List<String> publicTypes,
        List<Method> methods) {
    /**
     * A method or constructor; a record's constructor counts no parameters, for they are its
     * components.
     *
     * @param lines from its opening to its closing brace
     */
    record Method(String name, long lines, int parameters) {}

    /** All sources below the folder, or none where there is no such folder. */
    static List<JavaSource> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (var paths = Files.walk(folder)) {
            files = paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
            var positions = Trees.instance(task).getSourcePositions();
            var sources = new ArrayList<JavaSource>();
            for (var unit : task.parse()) {
                sources.add(of(unit, positions));
            }
            return sources;
        }
    }

    private static JavaSource of(CompilationUnitTree unit, SourcePositions positions)
            throws IOException {
        var file = Path.of(unit.getSourceFile().toUri());
        try (var lines = Files.lines(file)) {
            var imports = unit.getImports().stream();
            var source =
                    new JavaSource(
                            file,
                            String.valueOf(unit.getPackageName()),
                            imports.map(i -> i.getQualifiedIdentifier().toString()).toList(),
                            lines.count(),
                            new ArrayList<>(),
                            new ArrayList<>());
            source.new Reader(unit, positions).scan(unit, null);
            return source;
        }
    }

    private final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private boolean inRecord;

        private Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                publicTypes.add(type.getSimpleName().toString());
            }
            var outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            var body = method.getBody();
            if (body != null) {
                var map = unit.getLineMap();
                var first = map.getLineNumber(positions.getStartPosition(unit, body));
                var last = map.getLineNumber(positions.getEndPosition(unit, body));
                var name = method.getName().toString();
                var isOfRecord = inRecord && name.equals("<init>");
                var parameters = isOfRecord ? 0 : method.getParameters().size();
                methods.add(new Method(name, last - first + 1, parameters));
            }
            return super.visitMethod(method, null);
        }
    }
}
