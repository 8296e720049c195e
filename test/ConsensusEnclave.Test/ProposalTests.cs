// Fact sheets consensus §3.4, §3.5: transactions through channels and caches, and what is no transaction.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class ProposalTests
{
    private static readonly TestChain Chain = new(4, new Amount(1_000_000, 0), new Amount(2_000_000, 1));
    private static readonly Tx Payment = Chain.Pay(0, 2000), Other = Chain.Pay(1, 5000);

    [Fact]
    public void Proposal_TellsItsContext()
    {
        using TestNode node = new();
        TxContext context = node.Propose(Payment);
        Assert.Equal(Payment.Hash(), context.TxHash.ToBytes());
        Assert.Equal(Payment.KeyImages(), context.KeyImages);
        Assert.Equal(Payment.Prefix.Outputs.Select(o => o.PublicKey), context.OutputPublicKeys);
        Assert.Equal(Payment.Prefix.MembershipProofHighestIndices(), context.HighestIndices);
        Assert.Equal(11, context.HighestIndices.Count);
        Assert.NotEqual(context.LocallyEncryptedTx.Bytes.ToArray(), node.Propose(Payment).LocallyEncryptedTx.Bytes.ToArray());
    }

    [Fact]
    public void WellFormed_TellsItsContext()
    {
        using TestNode node = new();
        WellFormedTxContext context = node.WellFormed(Payment, Chain).Context;
        Assert.Equal(2000UL / (1024 / 128), context.Priority);
        Assert.Equal(Payment.Hash(), context.TxHash.ToBytes());
        Assert.Equal(TestChain.Tombstone, context.TombstoneBlock);
        Assert.Equal(Payment.KeyImages(), context.KeyImages);
        Assert.Equal(5000UL / (2048 / 128), node.WellFormed(Other, Chain).Context.Priority);
    }

    [Fact]
    public void Discarding_KeepsTheSessionInStep()
    {
        using TestNode node = new();
        using TestSession client = node.Client();
        node.Enclave.ClientDiscardMessage(client.Message([1, 2, 3]));
        node.Enclave.ClientDiscardMessage(client.Message([]));
        EnclaveMessage skipped = client.Message(Payment.Encode()), next = client.Message(Payment.Encode());
        Assert.Equal(AttestError.Cipher, TestNode.Refused(() => node.Enclave.ClientTxPropose(next)));
        node.Enclave.ClientTxPropose(skipped);
        node.Enclave.ClientTxPropose(next);
        Assert.Equal(AttestError.Cipher, TestNode.Refused(() => node.Enclave.ClientTxPropose(next)));
    }

    [Fact]
    public void AssociatedData_IsAuthenticated()
    {
        using TestNode node = new();
        using TestSession client = node.Client();
        EnclaveMessage message = client.Message(Payment.Encode(), [1, 2]);
        Assert.Equal(AttestError.Cipher, TestNode.Refused(() => node.Enclave.ClientTxPropose(message with { Aad = default })));
        node.Enclave.ClientTxPropose(message);
    }

    [Fact]
    public void FeeMapDigest_OfOtherFees_IsRefusedFromClientsAlone()
    {
        using TestNode node = new();
        Tx Stating(ReadOnlySpan<byte> digest) => new(Payment.Prefix, Payment.Signature, digest);
        node.Propose(Stating([]));
        node.Propose(Stating(node.Config.FeeMap.ToDigest()));
        foreach (byte[] digest in (byte[][])[FeeMap.Default.ToDigest(), [1], new byte[33]])
        {
            Tx tx = Stating(digest);
            Assert.Equal("FeeMapDigestMismatch", TestNode.Refused(EnclaveErrorKind.FeeMapDigestMismatch, () => node.Propose(tx)).ToString());
            using TestSession peer = node.Peer();
            Assert.Single(node.Enclave.PeerTxPropose(peer.Message(new TxList([tx]).Encode())));
        }
    }

    [Fact]
    public void Peers_HandOnTransactions()
    {
        using TestNode a = new(seed: 1), b = new(seed: 2);
        AcceptedSession accepted = b.Enclave.PeerAccept(a.Enclave.PeerInit(TestNode.PeerId));
        ConnectedPeer connected = a.Enclave.PeerConnect(TestNode.PeerId, accepted.Response.Span);
        WellFormedEncryptedTx[] txs = [a.WellFormed(Payment, Chain).Tx, a.WellFormed(Other, Chain).Tx, a.WellFormed(Payment, Chain).Tx];
        byte[] message = a.Enclave.TxsForPeer(txs, new byte[] { 7 }, connected.Session);
        IReadOnlyList<TxContext> contexts = b.Enclave.PeerTxPropose(new EnclaveMessage(accepted.Session, new byte[] { 7 }, message));
        Assert.Equal([Payment.Hash(), Other.Hash(), Payment.Hash()], contexts.Select(c => c.TxHash.ToBytes()));
        // And answers go the other way, as GetTxs has it.
        TxWithProofs received = new(contexts[1].LocallyEncryptedTx, Chain.Proofs(contexts[1].HighestIndices));
        WellFormedTx checkedThere = b.Enclave.TxIsWellFormed(received, 99);
        byte[] answer = b.Enclave.TxsForPeer([checkedThere.Tx], default, accepted.Session);
        Assert.Equal(Other.Hash(), Assert.Single(a.Enclave.PeerTxPropose(new EnclaveMessage(connected.Session, default, answer))).TxHash.ToBytes());
    }

    [Fact]
    public void TxList_HasTheNetworksForm()
    {
        using TestNode node = new();
        using TestSession peer = node.Peer();
        WellFormedTx wellFormed = node.WellFormed(Payment, Chain);
        byte[] plaintext = peer.Decrypt(node.Enclave.TxsForPeer([wellFormed.Tx], default, peer.Id));
        using ProstWriter expected = new();
        expected.Message(1, Payment);
        Assert.Equal(expected.ToArray(), plaintext);
        // More than a block holds, and fields of the future.
        byte[] many = [.. Enumerable.Repeat((byte[])[0x0A, 0], TxList.MaxTxs + 1).SelectMany(b => b)];
        TestNode.Refused(EnclaveErrorKind.Serialization, () => node.Enclave.PeerTxPropose(peer.Message(many)));
        Assert.Single(node.Enclave.PeerTxPropose(peer.Message([0x10, 5, .. plaintext])));
    }

    [Fact]
    public void CacheTexts_AreReadWhereTheyBelongAlone()
    {
        using TestNode node = new(seed: 1), other = new(seed: 2);
        TxContext context = node.Propose(Payment);
        IReadOnlyList<TxOutMembershipProof> proofs = Chain.Proofs(context.HighestIndices);
        WellFormedTx good = node.Enclave.TxIsWellFormed(new TxWithProofs(context.LocallyEncryptedTx, proofs), 99);
        byte[] local = context.LocallyEncryptedTx.Bytes.ToArray(), flipped = [.. local];
        flipped[5] ^= 1;
        foreach (byte[] bytes in (byte[][])[good.Tx.Bytes.ToArray(), flipped, local[..^1], local[1..], [], new byte[20], new byte[36], [.. local, 0]])
        {
            TxWithProofs wrong = new(new LocallyEncryptedTx(bytes), proofs);
            TestNode.Refused(EnclaveErrorKind.CacheCipher, () => node.Enclave.TxIsWellFormed(wrong, 99));
        }
        TestNode.Refused(EnclaveErrorKind.CacheCipher, () => other.Enclave.TxIsWellFormed(new TxWithProofs(context.LocallyEncryptedTx, proofs), 99));
        // What was merely proposed does not pass for what was validated.
        FormBlockInputs unchecked_ = new([new(new WellFormedEncryptedTx(local), proofs)], [], []);
        TestNode.Refused(EnclaveErrorKind.CacheCipher, () => node.Enclave.FormBlock(Chain.Parent, unchecked_, Chain.Root));
        using TestSession peer = node.Peer();
        TestNode.Refused(EnclaveErrorKind.CacheCipher, () => node.Enclave.TxsForPeer([new WellFormedEncryptedTx(local)], default, peer.Id));
    }

    [Fact]
    public void Garbage_IsNoTransaction_AndDisturbsNobody()
    {
        using TestNode node = new();
        using TestSession client = node.Client(), peer = node.Peer();
        byte[] encoded = Payment.Encode();
        RandomFill random = Samples.Random(3);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[i * 7];
            random(bytes);
            if (i % 2 == 0) bytes = [.. encoded[..(encoded.Length * i / 200)], .. bytes];
            Tolerated(() => node.Enclave.ClientTxPropose(client.Message(bytes)));
            Tolerated(() => node.Enclave.PeerTxPropose(peer.Message(bytes)));
        }
        // Cipher texts that are cut, grown or changed.
        EnclaveMessage message = client.Message(encoded);
        byte[] data = message.Data.ToArray();
        foreach (byte[] changed in (byte[][])[[], data[..15], data[..16], data[..^1], [.. data, 0], [.. data[1..], 0], new byte[100_000]])
        {
            Assert.Equal(AttestError.Cipher, TestNode.Refused(() => node.Enclave.ClientTxPropose(message with { Data = changed })));
        }
        Assert.Equal(Payment.Hash(), node.Enclave.ClientTxPropose(message).TxHash.ToBytes());

        static void Tolerated(Action call)
        {
            try
            {
                call();
            }
            catch (EnclaveException e) when (e.Error.Kind == EnclaveErrorKind.Serialization)
            {
            }
        }
    }

    [Fact]
    public void EmptyMessage_IsATransactionWithoutInputs()
    {
        using TestNode node = new();
        using TestSession client = node.Client();
        TxContext context = node.Enclave.ClientTxPropose(client.Message([]));
        Assert.Empty(context.HighestIndices);
        TxWithProofs none = new(context.LocallyEncryptedTx, []), some = new(context.LocallyEncryptedTx, Chain.Proofs([1UL]));
        TestNode.Refused(EnclaveErrorKind.InvalidLocalMembershipProof, () => node.Enclave.TxIsWellFormed(none, 99));
        Assert.Equal("MalformedTx(NoInputs)", TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.TxIsWellFormed(some, 99)).ToString());
    }

    [Fact]
    public void ManyAtOnce_FromManyThreads()
    {
        using TestNode node = new();
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using TestSession client = node.Client();
            Tx tx = i % 2 == 0 ? Payment : Other;
            TxContext context = node.Enclave.ClientTxPropose(client.Message(tx.Encode()));
            WellFormedTx good = node.Enclave.TxIsWellFormed(new TxWithProofs(context.LocallyEncryptedTx, Chain.Proofs(context.HighestIndices)), 99);
            Assert.Equal(tx.Hash(), good.Context.TxHash.ToBytes());
        });
    }
}
