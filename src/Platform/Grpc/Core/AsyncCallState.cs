namespace Grpc.Core;

/// <summary>What the call objects ask their call for. The functions get the state, so that a call needs no closures.</summary>
internal readonly struct AsyncCallState(
    Func<object, Task<Metadata>> responseHeaders, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
{
    internal Task<Metadata> ResponseHeadersAsync() => responseHeaders(state);

    internal Status GetStatus() => status(state);

    internal Metadata GetTrailers() => trailers(state);

    internal void Dispose() => dispose(state);

    internal static AsyncCallState Of(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose) =>
        new(static s => ((Closures)s).Headers, static s => ((Closures)s).Status(), static s => ((Closures)s).Trailers(), static s => ((Closures)s).Dispose(),
            new Closures(responseHeaders, status, trailers, dispose));

    private sealed record Closures(Task<Metadata> Headers, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
