// Whether outputs are spent, from Fog ledger (fact sheets fog §6.3, §8.1; crypto §6.7).
using MobileCoin.Attestation;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using CheckKeyImagesResponse = MobileCoin.Transactions.CheckKeyImagesResponse;

namespace MobileCoin.Connections;

/// <summary>Asks Fog ledger which key images were spent.</summary>
public interface IFogKeyImageConnection
{
    /// <summary>Asks.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default);
}

/// <summary>One call a question. For any number of threads; calls wait for each other.</summary>
public sealed class FogKeyImageConnection : IFogKeyImageConnection, IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly UnarySession _session;
    private readonly FogKeyImageAPI.FogKeyImageAPIClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    /// <param name="uri">The router.</param>
    /// <param name="policy">The ledger enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public FogKeyImageConnection(FogLedgerUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        _client = new FogKeyImageAPI.FogKeyImageAPIClient(_endpoint.Invoker);
        _session = new UnarySession(_endpoint, policy, (message, call) => _client.AuthAsync(message, call));
    }

    /// <inheritdoc/>
    public Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _session.CallAsync(
            [], request.Encode(), (message, call) => _client.CheckKeyImagesAsync(message, call),
            static (answer, session) => session.Read(answer, static bytes => WireMessage.Decode<CheckKeyImagesResponse>(bytes)), cancellationToken);
    }

    /// <summary>Ends the session and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }
}

/// <summary>A stream of questions, several on their way at a time. For any number of threads.</summary>
public sealed class FogLedgerRouterConnection : IFogKeyImageConnection, IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly StreamSession<LedgerRequest, LedgerResponse> _session;

    /// <summary>A connection; it is made with the first question.</summary>
    /// <param name="uri">The router.</param>
    /// <param name="policy">The ledger enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public FogLedgerRouterConnection(FogLedgerUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        var client = new LedgerAPI.LedgerAPIClient(_endpoint.Invoker);
        _session = new(_endpoint, policy, new(
            call => client.Request(call),
            auth => new LedgerRequest { Auth = auth },
            query => new LedgerRequest { CheckKeyImages = query },
            response => response.Auth,
            response => response.CheckKeyImageResponse));
    }

    /// <inheritdoc/>
    public Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _session.CallAsync([], request.Encode(), static bytes => WireMessage.Decode<CheckKeyImagesResponse>(bytes), cancellationToken);
    }

    /// <summary>Ends the stream and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }
}
