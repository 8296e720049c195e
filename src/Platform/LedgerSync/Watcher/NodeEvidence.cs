// Evidence of nodes by their handshakes (fact sheet ledger §6.4).
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync;

/// <summary>Shakes hands with nodes over gRPC to see their evidence.</summary>
public sealed class NodeEvidence(ConnectionOptions options) : IEvidenceSource
{
    private const string User = "mc-watcher";

    /// <inheritdoc/>
    public async Task<AttestationEvidence> GetEvidenceAsync(WatcherSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ConsensusClientUri uri = source.ConsensusClientUrl ?? throw new ArgumentException($"{source.TxSourceUrl} has no consensus URL", nameof(source));
        if (source.ConsensusClientAuthTokenSecret is { } secret) uri = WithToken(uri, secret);
        using var connection = new EvidenceConnection(uri, options);
        return await connection.GetEvidenceAsync(cancellationToken).ConfigureAwait(false);
    }

    // Tokens age: each handshake gets its own.
    private ConsensusClientUri WithToken(ConsensusClientUri uri, SecretText secret)
    {
        using var tokens = new TokenAuthenticator(secret.Bytes, TimeSpan.Zero, options.TimeProvider);
        string rest = uri.FullText[(uri.FullText.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int authority = rest.IndexOf('/', StringComparison.Ordinal), at = rest.LastIndexOf('@', authority);
        return ConsensusClientUri.Parse($"{uri.Scheme}://{User}:{Uri.EscapeDataString(tokens.MakeToken(User))}@{rest[(at + 1)..]}");
    }
}
