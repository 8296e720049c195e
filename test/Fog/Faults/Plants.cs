// Bugs that tests plant, to see that the model finds them.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using ShardQueryResponse = MobileCoin.ViewEnclave.ShardQueryResponse;

namespace MobileCoin.Fog;

internal sealed record Plants
{
    /// <summary>Nothing is wrong.</summary>
    internal static Plants None { get; } = new();

    /// <summary>An ingest enclave draws the same keys in each of its lives.</summary>
    internal bool RepeatsRandomness { get; init; }

    /// <summary>The database says that it stored blocks, and did not, now and then.</summary>
    internal bool LosesBlocks { get; init; }

    /// <summary>Users are not told of missed blocks.</summary>
    internal bool HidesMissedBlocks { get; init; }

    /// <summary>View stores do not see a key before it has scanned a block.</summary>
    internal bool HidesNewKeys { get; init; }

    /// <summary>View stores look for new keys every other turn.</summary>
    internal bool StaleKeys { get; init; }

    /// <summary>View stores tell the events of the turn before.</summary>
    internal bool StaleEvents { get; init; }

    /// <summary>View stores count a block too many.</summary>
    internal bool CountsOneTooMany { get; init; }

    /// <summary>A view router leaves a shard out, and says that another answered for it.</summary>
    internal bool DropsShard { get; init; }

    /// <summary>Key image stores lose a key image now and then.</summary>
    internal bool LosesKeyImages { get; init; }

    /// <summary>The first records of each block are stored under the search keys of the block before.</summary>
    internal bool RepeatsSearchKeys { get; init; }

    internal IViewStoreEnclave Store(ViewStoreEnclave enclave) => CountsOneTooMany ? new Counting(enclave) : enclave;

    internal IViewRouterEnclave Router(ViewRouterEnclave enclave) => DropsShard ? new Dropping(enclave) : enclave;

    internal IKeyImageStoreEnclave Store(KeyImageStoreEnclave enclave) => LosesKeyImages ? new Losing(enclave) : enclave;

    private sealed class Counting(ViewStoreEnclave inner) : IViewStoreEnclave
    {
        public long RecordCount => inner.RecordCount;

        public MobileCoin.Crypto.X25519Public GetIdentity() => inner.GetIdentity();

        public EnclaveReportDataContents NewReport() => inner.NewReport();

        public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => inner.VerifyAttestationEvidence(evidence);

        public AttestationEvidence GetAttestationEvidence() => inner.GetAttestationEvidence();

        public AcceptedSession FrontendAccept(ReadOnlySpan<byte> message) => inner.FrontendAccept(message);

        public void FrontendClose(ChannelId session) => inner.FrontendClose(session);

        public long LoadRecords(long most, IEnumerable<ETxOutRecord> records, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
            inner.LoadRecords(most, records, progress, cancellation);

        public void AddRecords(IReadOnlyList<ETxOutRecord> records) => inner.AddRecords(records);

        public NonceMessage QueryStore(NonceMessage query, UntrustedQueryResponse untrusted) => inner.QueryStore(
            query, untrusted with { HighestProcessedBlockCount = Math.Min(untrusted.HighestProcessedBlockCount + 1, untrusted.LastKnownBlockCount) });
    }

    private sealed class Dropping(ViewRouterEnclave inner) : IViewRouterEnclave
    {
        public int ClientCount => inner.ClientCount;

        public MobileCoin.Crypto.X25519Public GetIdentity() => inner.GetIdentity();

        public EnclaveReportDataContents NewReport() => inner.NewReport();

        public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => inner.VerifyAttestationEvidence(evidence);

        public AttestationEvidence GetAttestationEvidence() => inner.GetAttestationEvidence();

        public AcceptedSession ClientAccept(ReadOnlySpan<byte> message) => inner.ClientAccept(message);

        public void ClientClose(ChannelId session) => inner.ClientClose(session);

        public byte[] ViewStoreInit(string responderId) => inner.ViewStoreInit(responderId);

        public ChannelId ViewStoreConnect(string responderId, ReadOnlySpan<byte> response) => inner.ViewStoreConnect(responderId, response);

        public SealedQuery DecryptAndSealQuery(EnclaveMessage query) => inner.DecryptAndSealQuery(query);

        public IReadOnlyList<StoreQuery> CreateMultiViewStoreQuery(SealedQuery query) => inner.CreateMultiViewStoreQuery(query);

        public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses) =>
            CollateShardQueryResponses(query, responses, out _);

        public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses, out IReadOnlyList<ShardTip> tips)
        {
            EnclaveMessage answer = responses.Count < 2
                ? inner.CollateShardQueryResponses(query, responses, out tips)
                : inner.CollateShardQueryResponses(query, [.. responses.Skip(1).Select(r => r with { Range = new BlockRange(0, r.Range.EndBlock) })], out tips);
            tips = [];
            return answer;
        }
    }

    private sealed class Losing(KeyImageStoreEnclave inner) : IKeyImageStoreEnclave
    {
        public long KeyImageCount => inner.KeyImageCount;

        public MobileCoin.Crypto.X25519Public GetIdentity() => inner.GetIdentity();

        public EnclaveReportDataContents NewReport() => inner.NewReport();

        public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => inner.VerifyAttestationEvidence(evidence);

        public AttestationEvidence GetAttestationEvidence() => inner.GetAttestationEvidence();

        public AcceptedSession FrontendAccept(ReadOnlySpan<byte> message) => inner.FrontendAccept(message);

        public void FrontendClose(ChannelId session) => inner.FrontendClose(session);

        public long LoadKeyImageData(long most, IEnumerable<KeyImageData> keyImages, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
            inner.LoadKeyImageData(most, keyImages.Where(Keeps), progress, cancellation);

        public void AddKeyImageData(IReadOnlyList<KeyImageData> keyImages) => inner.AddKeyImageData([.. keyImages.Where(Keeps)]);

        public NonceMessage CheckKeyImageStore(NonceMessage query, UntrustedKeyImageQueryResponse untrusted) => inner.CheckKeyImageStore(query, untrusted);

        private static bool Keeps(KeyImageData image) => image.BlockIndex % 3 != 2;
    }
}
