// A wallet's, or a follower's, connection to a consensus node (fact sheets consensus §4.10, §4.11; crypto §6.7).
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.ConsensusConfig;
using MobileCoin.Wire.Uris;
using Wallet = MobileCoin.Wire.Attest.AttestedApi.AttestedApiClient;

namespace MobileCoin.Connections;

/// <summary>Proposes transactions through an attested channel, and reads blocks from a node whose enclave was verified. For any number of threads.</summary>
public sealed class ConsensusConnection : IBlockchainConnection
{
    private readonly Endpoint _endpoint;
    private readonly UnarySession _session;
    private readonly ConsensusClientAPI.ConsensusClientAPIClient _client;
    private readonly BlockchainAPI.BlockchainAPIClient _blockchain;

    /// <summary>A connection; it is made with the first call.</summary>
    /// <param name="uri">The node.</param>
    /// <param name="policy">The consensus enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public ConsensusConnection(ConsensusClientUri uri, VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _endpoint = new Endpoint(uri, options, channels);
        var auth = new Wallet(_endpoint.Invoker);
        _session = new UnarySession(_endpoint, policy, (message, call) => auth.AuthAsync(message, call));
        _client = new ConsensusClientAPI.ConsensusClientAPIClient(_endpoint.Invoker);
        _blockchain = new BlockchainAPI.BlockchainAPIClient(_endpoint.Invoker);
    }

    /// <inheritdoc/>
    public ServiceUri Uri => _endpoint.Uri;

    /// <summary>The checks that the node's evidence passed; null while there is no session.</summary>
    public VerificationResult? Verification => _session.Verification;

    /// <summary>Proposes a transaction. The answer says whether it was taken, and if not, what is wrong with it.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    public Task<ProposeTxResponse> ProposeTxAsync(Tx transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _session.CallAsync([], transaction.Encode(), (message, call) => _client.ClientTxProposeAsync(message, call), static (answer, _) => answer, cancellationToken);
    }

    /// <summary>Proposes a configuration of minting.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    public Task<ProposeMintConfigTxResponse> ProposeMintConfigTxAsync(MintConfigTx transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        Wire.External.MintConfigTx request = GeneratedMessage.Decode(Wire.External.MintConfigTx.Parser, transaction.Encode());
        return _endpoint.TryAsync(call => _client.ProposeMintConfigTxAsync(request, call), cancellationToken);
    }

    /// <summary>Proposes to mint.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    public Task<ProposeMintTxResponse> ProposeMintTxAsync(MintTx transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        Wire.External.MintTx request = GeneratedMessage.Decode(Wire.External.MintTx.Parser, transaction.Encode());
        return _endpoint.TryAsync(call => _client.ProposeMintTxAsync(request, call), cancellationToken);
    }

    /// <summary>What the node is configured for.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    public Task<ConsensusNodeConfig> GetNodeConfigAsync(CancellationToken cancellationToken = default) =>
        _endpoint.TryAsync(call => _client.GetNodeConfigAsync(new Empty(), call), cancellationToken);

    /// <inheritdoc/>
    public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken = default) =>
        AttestedAsync(() => BlockchainConnection.LastBlockInfoAsync(_endpoint, _blockchain, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Block>> GetBlocksAsync(ulong offset, uint limit, CancellationToken cancellationToken = default) =>
        AttestedAsync(() => BlockchainConnection.BlocksAsync(_endpoint, _blockchain, offset, limit, cancellationToken), cancellationToken);

    /// <summary>Ends the session and closes its own channel.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _endpoint.Dispose();
    }

    // Whom to believe is known before he is asked.
    private Task<T> AttestedAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        _session.InSessionAsync(_ => call(), cancellationToken);
}
