// Outputs with their proofs, for rings, from Fog ledger (fact sheets fog §6.5, §8.1; crypto §6.7).
using MobileCoin.Attestation;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using GetOutputsRequest = MobileCoin.Transactions.GetOutputsRequest;
using GetOutputsResponse = MobileCoin.Transactions.GetOutputsResponse;

namespace MobileCoin.Connections;

/// <summary>Gets outputs and proofs of membership by global index. For any number of threads; calls wait for each other.</summary>
public sealed class FogMerkleProofConnection : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly UnarySession _session;
    private readonly FogMerkleProofAPI.FogMerkleProofAPIClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    /// <param name="uri">The router.</param>
    /// <param name="policy">The ledger enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public FogMerkleProofConnection(FogLedgerUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        _client = new FogMerkleProofAPI.FogMerkleProofAPIClient(_endpoint.Invoker);
        _session = new UnarySession(_endpoint, policy, (message, call) => _client.AuthAsync(message, call));
    }

    /// <summary>Asks for outputs, 2000 at most.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    public Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _session.CallAsync(
            [], request.Encode(), (message, call) => _client.GetOutputsAsync(message, call),
            static (answer, session) => session.Read(answer, static bytes => WireMessage.Decode<GetOutputsResponse>(bytes)), cancellationToken);
    }

    /// <summary>Ends the session and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }
}
