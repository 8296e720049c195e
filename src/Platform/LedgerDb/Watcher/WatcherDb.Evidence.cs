// The evidence of enclaves that sign blocks (fact sheet ledger §6.4 "Collector").
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

public sealed partial class WatcherDb
{
    /// <summary>Stores what a source gave as the evidence of a signer, and takes the signers that were looked for off its queue.</summary>
    /// <param name="url">The source.</param>
    /// <param name="signer">Whose evidence it is.</param>
    /// <param name="evidence">The evidence; null if the source has none for this signer either.</param>
    /// <param name="signersWithout">Other signers of the source's queue, which turned out to have no evidence.</param>
    public void AddAttestationEvidence(string url, Ed25519Public signer, AttestationEvidence? evidence, IReadOnlyCollection<Ed25519Public> signersWithout)
    {
        ArgumentNullException.ThrowIfNull(signersWithout);
        byte[] given = new StoredEvidence(evidence).Encode();
        Write(transaction =>
        {
            RequireConfigured(transaction, url);
            AddEvidence(transaction, url, signer, given);
            foreach (Ed25519Public without in signersWithout)
            {
                if (without != signer) AddEvidence(transaction, url, without, []);
            }
        });
    }

    /// <summary>The evidence of a signer by source; null where the source had none to give. Sources that were never asked are not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AttestationEvidence?>> GetEvidenceForSigner(Ed25519Public signer) => Read(transaction =>
    {
        var evidence = new SortedDictionary<string, IReadOnlyList<AttestationEvidence?>>(StringComparer.Ordinal);
        byte[] prefix = signer.ToBytes();
        using LmdbCursor cursor = transaction.OpenCursor(_tables.EvidenceBySigner);
        for (bool found = cursor.MoveToAtLeast(prefix); found && cursor.Key.StartsWith(prefix); found = cursor.MoveNext())
        {
            string url = Encoding.UTF8.GetString(cursor.Key[prefix.Length..]);
            if (!evidence.TryGetValue(url, out IReadOnlyList<AttestationEvidence?>? list)) evidence.Add(url, list = new List<AttestationEvidence?>());
            if (!transaction.TryGet(_tables.EvidenceByHash, cursor.Value, out ReadOnlySpan<byte> bytes))
            {
                throw NotFound($"{_tables.EvidenceByHash.Name} has no {Convert.ToHexStringLower(cursor.Value)}");
            }
            ((List<AttestationEvidence?>)list).Add(Decode<StoredEvidence>(_tables.EvidenceByHash, bytes).Evidence);
        }
        return evidence;
    });

    /// <summary>The signers whose evidence each source shall be asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Ed25519Public>> GetPollQueue() => Read(transaction =>
    {
        var queue = new SortedDictionary<string, IReadOnlyList<Ed25519Public>>(StringComparer.Ordinal);
        using LmdbCursor cursor = transaction.OpenCursor(_tables.PollQueue);
        while (cursor.MoveNext())
        {
            string url = Encoding.UTF8.GetString(cursor.Key);
            if (!queue.TryGetValue(url, out IReadOnlyList<Ed25519Public>? list)) queue.Add(url, list = new List<Ed25519Public>());
            if (!Ed25519Public.TryParse(cursor.Value, out Ed25519Public signer)) throw Damaged(_tables.PollQueue, $"no key for {url}");
            ((List<Ed25519Public>)list).Add(signer);
        }
        return queue;
    });

    private void AddEvidence(LmdbWriteTransaction transaction, string url, Ed25519Public signer, byte[] bytes)
    {
        byte[] hash = StoredEvidence.Hash(bytes), name = Encoding.UTF8.GetBytes(url), key = signer.ToBytes();
        transaction.Put(_tables.EvidenceByHash, hash, bytes);
        transaction.TryPut(_tables.EvidenceBySigner, (byte[])[.. key, .. name], hash, LmdbPut.NoDuplicate);
        transaction.Delete(_tables.PollQueue, name, key);
    }
}
