using System.Collections.Frozen;
using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>The methods of a server by path.</summary>
internal sealed class MethodTable
{
    private readonly FrozenDictionary<string, MethodHandler> _byPath;
    private readonly FrozenSet<string> _services;

    internal MethodTable(IEnumerable<ServerServiceDefinition> services)
    {
        var binder = new TableBinder();
        foreach (ServerServiceDefinition service in services) service.BindService(binder);
        _byPath = binder.Methods.ToFrozenDictionary(StringComparer.Ordinal);
        _services = binder.Methods.Values.Select(m => m.Method.ServiceName).ToFrozenSet(StringComparer.Ordinal);
    }

    internal bool TryGet(string path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MethodHandler? handler) => _byPath.TryGetValue(path, out handler);

    internal bool HasService(string name) => _services.Contains(name);

    private sealed class TableBinder : ServiceBinderBase
    {
        internal Dictionary<string, MethodHandler> Methods { get; } = new(StringComparer.Ordinal);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Add(new UnaryHandler<TRequest, TResponse>(method, Checked(handler)));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add(new ClientStreamingHandler<TRequest, TResponse>(method, Checked(handler)));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add(new ServerStreamingHandler<TRequest, TResponse>(method, Checked(handler)));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add(new DuplexStreamingHandler<TRequest, TResponse>(method, Checked(handler)));

        private static T Checked<T>(T? handler)
            where T : Delegate => handler ?? throw new InvalidOperationException("a method is bound without a handler");

        private void Add(MethodHandler handler)
        {
            if (!Methods.TryAdd(handler.Method.FullName, handler)) throw new InvalidOperationException($"{handler.Method.FullName} is served twice");
        }
    }
}
