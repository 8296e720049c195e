// How a validator comes up (fact sheet consensus §4.2 "Start sequence").
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Quotes;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>Makes a validator's parts from its settings, and disposes of them in reverse.</summary>
internal sealed class ValidatorStart : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = [];
    private readonly FlagValues _values;
    private readonly ServiceHost _host;
    private readonly TeeChoice _tee;
    private readonly ILogger _logger;

    internal ValidatorStart(FlagValues values, ServiceHost host, TeeChoice tee, ILogger logger) => (_values, _host, _tee, _logger) = (values, host, tee, logger);

    /// <summary>Reads files, starts the enclave, opens the ledger, obtains evidence.</summary>
    /// <exception cref="HostingException">Anything that keeps a validator from starting.</exception>
    internal async Task<ValidatorNode> MakeAsync(NetworkFile network, CancellationToken cancellationToken)
    {
        foreach (string warning in network.Unknown) ConsensusLog.Configuration(_logger, warning);
        BlockchainConfig config = ReadConfig();
        ValidatorEnclave enclave = await StartEnclaveAsync(config, cancellationToken).ConfigureAwait(false);
        Ledger ledger = OpenLedger(config);
        var identity = new NodeIdentity(
            new ResponderId(_values.Get(ConsensusFlags.PeerResponderId)), new ResponderId(_values.Get(CommonFlags.ClientResponderId)),
            _values.Get(ConsensusFlags.MsgSignerKey).Key, network.QuorumSet);
        ValidatorLimits limits = network.IsSolo ? ValidatorLimits.Solo : ValidatorLimits.WithPeers;
        limits = limits with
        {
            MaxPendingValues = _values.IsGiven(ConsensusFlags.MaxPendingValues) ? _values.Get(ConsensusFlags.MaxPendingValues) : limits.MaxPendingValues,
            MaxProposedValues = _values.IsGiven(ConsensusFlags.MaxProposedValues) ? _values.Get(ConsensusFlags.MaxProposedValues) : limits.MaxProposedValues,
        };
        return Own(new ValidatorNode(enclave, ledger, config, identity, limits, new NoLedgerSync(), _host.Metrics, _host.TimeProvider, _logger));
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out IAsyncDisposable? part)) await part.DisposeAsync().ConfigureAwait(false);
    }

    private BlockchainConfig ReadConfig()
    {
        TokensFile tokens = _values.Find(ConsensusFlags.Tokens) is { } path ? TokensFile.Load(path) : TokensFile.Default;
        foreach (string warning in tokens.Unknown) ConsensusLog.Configuration(_logger, warning);
        return new BlockchainConfig(
            tokens.FeeMap, tokens.GovernorsMap, tokens.GovernorsSignature, BlockVersion.FromUInt32(_values.Get(ConsensusFlags.BlockVersion)));
    }

    private async Task<ValidatorEnclave> StartEnclaveAsync(BlockchainConfig config, CancellationToken cancellationToken)
    {
        string keyPath = _values.Get(ConsensusFlags.SealedBlockSigningKey);
        EnclaveConstants constants = _values.Get(ConsensusFlags.Constants);
        TeeStart tee = Own(await TeeStart.BeginAsync(_tee, Describe(constants), _host.TimeProvider, _host.Log.LoggerFactory, cancellationToken).ConfigureAwait(false));
        ISealer sealer = tee.CreateSealer();
        // Where nothing can be sealed, each start has a key of its own: watchers know it by the evidence.
        SealSecret seal = sealer.Kind == TeeKind.Tdx ? static (_, _) => [] : sealer.Seal;
        var enclave = new ValidatorEnclave(constants, new EnclavePlatform(RandomNumberGenerator.Fill, seal, sealer.Unseal, tee.PeerPolicy));
        Own(new Owned(enclave));
        EnclaveStarted started = Initialize(enclave, config, keyPath);
        if (!started.SealedSigningKey.IsEmpty) KeyFile.Write(keyPath, started.SealedSigningKey.Span);
        string fees = string.Join(", ", Enumerable.Range(0, config.FeeMap.Tokens.Length).Select(i => $"{config.FeeMap.Tokens[i]}: {config.FeeMap.Fees[i]}"));
        ConsensusLog.EnclaveStarted(_logger, string.Join(' ', started.TargetFeatures), config.BlockVersion.Value, fees, enclave.GetSigner().ToString());
        var metrics = new ConsensusMetrics(_host.Metrics);
        var owner = new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence);
        await tee.AttestAsync(owner, _host.Metrics, seconds => metrics.Set(EvidenceCache.Gauge, seconds), cancellationToken).ConfigureAwait(false);
        return enclave;
    }

    private EnclaveStarted Initialize(ValidatorEnclave enclave, BlockchainConfig config, string keyPath)
    {
        byte[] sealedKey = KeyFile.Read(keyPath);
        var peer = new ResponderId(_values.Get(ConsensusFlags.PeerResponderId));
        var client = new ResponderId(_values.Get(CommonFlags.ClientResponderId));
        try
        {
            return enclave.Initialize(new EnclaveInit(peer, client, sealedKey, config));
        }
        catch (EnclaveException e) when (e.Error.Kind == EnclaveErrorKind.IntelSealing && sealedKey.Length > 0)
        {
            // Sealed on another machine, or spoilt: the operators' manual has it that a move makes a new signer. What was there is kept.
            File.Move(keyPath, keyPath + ".unreadable", overwrite: true);
            ConsensusLog.Configuration(_logger, $"{keyPath} does not unseal here and is now {keyPath}.unreadable: blocks are signed with a new key: {e.Message}");
            return Try(() => enclave.Initialize(new EnclaveInit(peer, client, ReadOnlyMemory<byte>.Empty, config)));
        }
        catch (EnclaveException e)
        {
            throw Refused(e);
        }
    }

    private static EnclaveStarted Try(Func<EnclaveStarted> initialize)
    {
        try
        {
            return initialize();
        }
        catch (EnclaveException e)
        {
            throw Refused(e);
        }
    }

    private static HostingException Refused(EnclaveException e) => new(
        e.Error.Kind switch
        {
            EnclaveErrorKind.MissingGovernorsSignature => $"{ConsensusFlags.Tokens.Title}: there are governors, and no governors_signature",
            EnclaveErrorKind.InvalidGovernorsSignature => $"{ConsensusFlags.Tokens.Title}: the governors_signature is not that of the minting trust root ({ConsensusFlags.Constants.Title})",
            EnclaveErrorKind.NestedMultiSigGovernorsNotSupported => $"{ConsensusFlags.Tokens.Title}: nested governors need {ConsensusFlags.BlockVersion.Title} 3 or later",
            _ => $"the enclave does not start: {e.Message}",
        },
        e);

    internal static EnclaveDescription Describe(EnclaveConstants constants) => new("consensus", BuildInformation.Current.Version)
    {
        ProductId = EnclaveConstants.ProductId,
        SecurityVersion = EnclaveConstants.SecurityVersion,
        Constants = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FEE_SPEND_PUBLIC_KEY"] = constants.FeeRecipient.SpendPublicKey.ToString(),
            ["FEE_VIEW_PUBLIC_KEY"] = constants.FeeRecipient.ViewPublicKey.ToString(),
            ["MINTING_TRUST_ROOT_PUBLIC_KEY"] = constants.MintingTrustRoot.ToString(),
        },
    };

    private Ledger OpenLedger(BlockchainConfig config)
    {
        string path = _values.Get(ConsensusFlags.LedgerPath);
        string? origin = _values.Find(ConsensusFlags.OriginBlockPath);
        if (OriginBlock.CopyIfMissing(origin, path)) ConsensusLog.OriginCopied(_logger, origin!, path);
        try
        {
            Ledger ledger = Ledger.Open(path, new LedgerOptions { Durability = _values.Get(ConsensusFlags.Durability), Metrics = _host.Metrics });
            Own(new Owned(ledger));
            if (ledger.NumBlocks == 0) throw new HostingException($"{ConsensusFlags.LedgerPath.Title} {path}: the ledger is empty, without an origin block");
            if (ledger.GetLatestBlock() is { } last && last.Version > config.BlockVersion.Value)
            {
                throw new HostingException($"{ConsensusFlags.BlockVersion.Title} {config.BlockVersion.Value}: the last block in {path} is of version {last.Version}: blocks of an earlier one cannot follow");
            }
            ConsensusLog.LedgerOpened(_logger, path, ledger.NumBlocks, ledger.NumTxos);
            return ledger;
        }
        catch (LedgerException e)
        {
            throw new HostingException($"{ConsensusFlags.LedgerPath.Title} {path}: {e.Message}", e);
        }
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _owned.Push(part);
        return part;
    }

    private sealed class Owned(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
