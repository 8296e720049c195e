// Looks at a server's evidence without judging it (fact sheet ledger §6.4: the watcher's collector).
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>Shakes hands with a node to see its evidence, and goes no further.</summary>
public sealed class EvidenceConnection : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly AttestedApi.AttestedApiClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    public EvidenceConnection(ServiceUri uri, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        _endpoint = new Endpoint(uri, options, channels);
        _client = new AttestedApi.AttestedApiClient(_endpoint.Invoker);
    }

    /// <summary>The evidence as it is; nothing about it is verified.</summary>
    /// <exception cref="ConnectionException">The call failed, or the answer holds no evidence.</exception>
    public async Task<AttestationEvidence> GetEvidenceAsync(CancellationToken cancellationToken = default)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(_endpoint.Uri.ResponderId, _endpoint.Options.Random);
        var first = new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) };
        AuthMessage answer = await _endpoint.TryAsync(options => _client.AuthAsync(first, options), cancellationToken).ConfigureAwait(false);
        try
        {
            return initiator.Inspect(answer.Data.Span, out _);
        }
        catch (AttestException e)
        {
            throw new ConnectionException(_endpoint, e);
        }
    }

    /// <summary>Closes its own channel.</summary>
    public void Dispose() => _endpoint.Dispose();
}
