// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Slip;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The functions of Open MPI 4 and 5, and all that is special to its binary interface: that its handles are the
/// addresses of symbols, and what a status looks like. Other libraries have numbers for handles, so they need a class
/// of their own instead of this one.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
final class MpiLibrary {
    /// The name under which Open MPI 4 and 5 install their library.
    static final String NAME = "libmpi.so.40";

    static final int ANY_SOURCE = -1;

    /// One thread at a time is inside.
    static final int SERIALIZED = 2;

    /// The assertion to a window that nobody locks it exclusively.
    static final int NO_CHECK = 1;

    /// Source, tag, error, whether it was cancelled, and how many bytes.
    static final MemoryLayout STATUS = MemoryLayout.structLayout(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);

    /// Of a component's description: where its type and its name are, and how long they are at most.
    private static final int TYPE_AT = 40;

    private static final int NAME_AT = 84;
    private static final int NAME_BYTES = 64;

    private static final int STATUS_BYTES_AT = 16;
    private static final int ERROR_TEXT_BYTES = 1024;
    private static final int VERSION_BYTES = 8192;

    final MethodHandle initialize;
    final MethodHandle finalizeAll;
    final MethodHandle rank;
    final MethodHandle size;
    final MethodHandle startSend;
    final MethodHandle receive;
    final MethodHandle probe;
    final MethodHandle test;
    final MethodHandle allocateWindow;
    final MethodHandle allocateShared;
    final MethodHandle sharedQuery;
    final MethodHandle lockAll;
    final MethodHandle flush;
    final MethodHandle sync;
    final MethodHandle put;
    final MethodHandle get;
    final MethodHandle fetchAndOp;
    final MethodHandle compareAndSwap;
    final MethodHandle barrier;
    final MemorySegment world;
    final MemorySegment bytes;
    final MemorySegment word;
    final MemorySegment noInfo;
    final MemorySegment sum;
    final MemorySegment or;
    final MemorySegment replace;
    final MemorySegment nothing;
    private final MemorySegment errorsReturn;
    private final MethodHandle handlerOfWorld;
    private final MethodHandle handlerOfWindow;
    private final MethodHandle errorText;
    private final MethodHandle version;
    private final MethodHandle environment;
    private final Optional<MemorySegment> chosen; // the description of the component for messages

    /// Linked once.
    private static final class Linked {
        static final Optional<MpiLibrary> LIBRARY = link();

        private Linked() {}
    }

    /// That of this machine, if it has one.
    static Optional<MpiLibrary> ofThisMachine() {
        return Linked.LIBRARY;
    }

    private static Optional<MpiLibrary> link() {
        try {
            return Optional.of(new MpiLibrary(SymbolLookup.libraryLookup(NAME, Arena.global())));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no library of this name, or one without these functions
        }
    }

    private MpiLibrary(SymbolLookup symbols) {
        initialize = handle(symbols, "MPI_Init_thread", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        finalizeAll = handle(symbols, "MPI_Finalize");
        rank = handle(symbols, "MPI_Comm_rank", ADDRESS, ADDRESS);
        size = handle(symbols, "MPI_Comm_size", ADDRESS, ADDRESS);
        startSend = handle(symbols, "MPI_Isend", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        receive = handle(symbols, "MPI_Recv", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        probe = handle(symbols, "MPI_Iprobe", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        test = handle(symbols, "MPI_Test", ADDRESS, ADDRESS, ADDRESS);
        allocateWindow = handle(symbols, "MPI_Win_allocate", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        allocateShared =
                handle(symbols, "MPI_Win_allocate_shared", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        sharedQuery = handle(symbols, "MPI_Win_shared_query", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        lockAll = handle(symbols, "MPI_Win_lock_all", JAVA_INT, ADDRESS);
        flush = handle(symbols, "MPI_Win_flush", JAVA_INT, ADDRESS);
        sync = handle(symbols, "MPI_Win_sync", ADDRESS);
        put = handle(symbols, "MPI_Put", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
        get = handle(symbols, "MPI_Get", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
        fetchAndOp =
                handle(symbols, "MPI_Fetch_and_op", ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
        compareAndSwap = handle(
                symbols, "MPI_Compare_and_swap", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
        barrier = handle(symbols, "MPI_Barrier", ADDRESS);
        handlerOfWorld = handle(symbols, "MPI_Comm_set_errhandler", ADDRESS, ADDRESS);
        handlerOfWindow = handle(symbols, "MPI_Win_set_errhandler", ADDRESS, ADDRESS);
        errorText = handle(symbols, "MPI_Error_string", JAVA_INT, ADDRESS, ADDRESS);
        version = handle(symbols, "MPI_Get_library_version", ADDRESS, ADDRESS);
        environment = CLibrary.plain("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        chosen = symbols.find("mca_pml_base_selected_component");
        world = symbol(symbols, "ompi_mpi_comm_world");
        bytes = symbol(symbols, "ompi_mpi_byte");
        word = symbol(symbols, "ompi_mpi_int64_t");
        noInfo = symbol(symbols, "ompi_mpi_info_null");
        sum = symbol(symbols, "ompi_mpi_op_sum");
        or = symbol(symbols, "ompi_mpi_op_bor");
        replace = symbol(symbols, "ompi_mpi_op_replace");
        nothing = symbol(symbols, "ompi_mpi_op_no_op");
        errorsReturn = symbol(symbols, "ompi_mpi_errors_return");
    }

    private static MemorySegment symbol(SymbolLookup symbols, String name) {
        return symbols.find(name).orElseThrow(() -> new Slip("no symbol " + name));
    }

    private static MethodHandle handle(SymbolLookup symbols, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(symbol(symbols, name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Says to the library, unless the user has said something else: no signal handlers, which the JVM has, and not the
    /// component for windows whose compare-and-swap fails on one host and over TCP.
    /// @param segments where files are that ranks of one host map; the library leaves them there if its job is killed
    void prepare(Path segments) {
        setUnlessSet("UCX_ERROR_SIGNALS", "");
        setUnlessSet("OMPI_MCA_osc", "^rdma");
        for (String component :
                List.of("btl_vader", "btl_sm", "osc_sm", "osc_rdma")) { // the second is the first's in 5
            setUnlessSet("OMPI_MCA_" + component + "_backing_directory", segments.toString());
        }
    }

    private void setUnlessSet(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) environment.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
        } catch (Throwable e) {
            throw CLibrary.thrown("setenv", e);
        }
    }

    /// Errors are answers from now on, and not the end of the process.
    void answerErrors() {
        try {
            check("MPI_Comm_set_errhandler", (int) handlerOfWorld.invokeExact(world, errorsReturn));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Comm_set_errhandler", e);
        }
    }

    void answerErrorsOf(MemorySegment window) {
        try {
            check("MPI_Win_set_errhandler", (int) handlerOfWindow.invokeExact(window, errorsReturn));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Win_set_errhandler", e);
        }
    }

    /// The library in its own words, such as `Open MPI v4.1.4`.
    String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(VERSION_BYTES);
            check("MPI_Get_library_version", (int) version.invokeExact(text, arena.allocate(JAVA_INT)));
            return text.getString(0).split(",", 2)[0];
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Get_library_version", e);
        }
    }

    /// The component that it has chosen for messages, such as `ob1`; empty if that cannot be seen.
    Optional<String> messages() {
        return chosen.map(symbol -> symbol.reinterpret(NAME_AT + NAME_BYTES))
                .filter(description -> description.getString(TYPE_AT).equals("pml"))
                .map(description -> description.getString(NAME_AT));
    }

    /// @throws Diagnosis if the library answered with an error; the message is the library's
    void check(String call, int code) {
        if (code == 0) {
            return;
        }
        String text;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment said = arena.allocate(ERROR_TEXT_BYTES);
            int _ = (int) errorText.invokeExact(code, said, arena.allocate(JAVA_INT));
            text = said.getString(0);
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Error_string", e);
        }
        throw new Diagnosis(call + " answered: " + text);
    }

    static int sourceOf(MemorySegment status) {
        return status.get(JAVA_INT, 0);
    }

    static int bytesOf(MemorySegment status) {
        return (int) status.get(JAVA_LONG, STATUS_BYTES_AT);
    }
}
