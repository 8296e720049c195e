// A wallet's connections to Fog view (fact sheets fog §5.3, §8.1; crypto §6.7).
using MobileCoin.Attestation;
using MobileCoin.Wire;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;
using QueryRequest = MobileCoin.Transactions.QueryRequest;
using QueryRequestAAD = MobileCoin.Transactions.QueryRequestAAD;
using QueryResponse = MobileCoin.Transactions.QueryResponse;

namespace MobileCoin.Connections;

/// <summary>Asks Fog view for records by their search keys.</summary>
public interface IFogViewConnection
{
    /// <summary>Asks.</summary>
    /// <param name="aad">From where on events are wanted; the service reads it.</param>
    /// <param name="query">The search keys; only the enclave reads them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectionException">The call failed.</exception>
    Task<QueryResponse> QueryAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default);
}

/// <summary>One call a query. For any number of threads; calls wait for each other.</summary>
public sealed class FogViewConnection : IFogViewConnection, IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly UnarySession _session;
    private readonly FogViewAPI.FogViewAPIClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    /// <param name="uri">The router.</param>
    /// <param name="policy">The view enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public FogViewConnection(FogViewUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        _client = new FogViewAPI.FogViewAPIClient(_endpoint.Invoker);
        _session = new UnarySession(_endpoint, policy, (message, call) => _client.AuthAsync(message, call));
    }

    /// <inheritdoc/>
    public Task<QueryResponse> QueryAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _session.CallAsync(
            aad.Encode(), query.Encode(), (message, call) => _client.QueryAsync(message, call),
            static (answer, session) => session.Read(answer, static bytes => WireMessage.Decode<QueryResponse>(bytes)), cancellationToken);
    }

    /// <summary>Ends the session and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }
}

/// <summary>A stream of queries, several on their way at a time. For any number of threads.</summary>
public sealed class FogViewRouterConnection : IFogViewConnection, IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly StreamSession<FogViewRouterRequest, FogViewRouterResponse> _session;

    /// <summary>A connection; it is made with the first query.</summary>
    /// <param name="uri">The router.</param>
    /// <param name="policy">The view enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public FogViewRouterConnection(FogViewRouterUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        var client = new FogViewRouterAPI.FogViewRouterAPIClient(_endpoint.Invoker);
        _session = new(_endpoint, policy, new(
            call => client.request(call),
            auth => new FogViewRouterRequest { Auth = auth },
            query => new FogViewRouterRequest { Query = query },
            response => response.Auth,
            response => response.Query));
    }

    /// <inheritdoc/>
    public Task<QueryResponse> QueryAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _session.CallAsync(aad.Encode(), query.Encode(), static bytes => WireMessage.Decode<QueryResponse>(bytes), cancellationToken);
    }

    /// <summary>Ends the stream and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }
}
