// Those who pay: with the report of the moment, as long as it allows, and some who do as they like (fact sheet fog §1.1, §2.5).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

internal sealed class Senders : IDisposable
{
    private static readonly string[] Hostile = ["dummy", "noise", "zeros", "version", "magic", "tag", "no point", "identity", "another user", "old key"];

    private readonly SimFog _fog;
    private readonly SimUser _stranger;
    private readonly List<(SimOutput Output, ulong Expiry)> _pending = [];
    private readonly List<RistrettoPublic> _seen = [];

    internal Senders(SimFog fog) => (_fog, _stranger) = (fog, new SimUser("a stranger", fog.Stream("a stranger")));

    /// <summary>Payments that are on their way.</summary>
    internal int Pending => _pending.Count;

    /// <summary>A payment that is good until the report's key expires.</summary>
    internal void Pay(SimUser user, PublishedReport report)
    {
        RistrettoPublic ingress = IngressKey(report);
        if (!_seen.Contains(ingress)) _seen.Add(ingress);
        ulong expiry = report.Data.PubkeyExpiry;
        SimOutput output = Make(user, Payment.Honest, Hint(ingress, user), $"hint for {Short(ingress)} until {expiry}", ingress.Encoding);
        _pending.Add((output, expiry));
    }

    /// <summary>The key of a report, which must be known, and good for so long.</summary>
    private RistrettoPublic IngressKey(PublishedReport report)
    {
        if (report.Data.Evidence.ReportData is not { } data || !RistrettoPublic.TryParse(data.CustomIdentity, out RistrettoPublic key))
        {
            throw new ModelException("a report without an ingress key is published");
        }
        IngressPublicKeyStatus? status = _fog.Db.GetIngressKeyStatusAsync(key.Encoding).GetAwaiter().GetResult();
        if (!(status?.PubkeyExpiry >= report.Data.PubkeyExpiry)) throw new ModelException($"key {Short(key)} is published until {report.Data.PubkeyExpiry}, and entered as {status}");
        return key;
    }

    /// <summary>What goes into the next block: some of the payments on their way, if they are still good, and what else people send.</summary>
    internal List<SimOutput> NextBlock(IReadOnlyList<SimUser> users)
    {
        Random random = _fog.Random;
        List<SimOutput> outputs = [];
        _pending.RemoveAll(p => p.Expiry <= _fog.Chain.Height);
        for (int i = _pending.Count; i-- > 0;)
        {
            if (random.Next(4) == 0) continue;
            outputs.Add(_pending[i].Output);
            _pending.RemoveAt(i);
        }
        int others = random.Next(3) == 0 ? random.Next(4) : 0;
        for (int i = 0; i < others; i++) outputs.Add(random.Next(3) == 0 ? Nobodys() : Careless(users));
        if (outputs.Count == 0) outputs.Add(Nobodys());
        return outputs;
    }

    /// <summary>An output that has nothing to do with Fog.</summary>
    internal SimOutput Nobodys()
    {
        byte[] hint = new byte[FogHint.Size];
        FogHint.SealDummy(hint, _fog.Keys);
        return Make(_stranger, Payment.Nobodys, hint, "no fog");
    }

    public void Dispose() => _stranger.Dispose();

    private SimOutput Careless(IReadOnlyList<SimUser> users)
    {
        SimUser user = users[_fog.Random.Next(users.Count)], other = users[_fog.Random.Next(users.Count)];
        string kind = Hostile[_fog.Random.Next(Hostile.Length)];
        RistrettoPublic key = _seen.Count == 0 ? RistrettoPublic.Random(_fog.Keys) : _seen[_fog.Random.Next(_seen.Count)];
        byte[] hint = Hint(key, user);
        switch (kind)
        {
            case "dummy": FogHint.SealDummy(hint, _fog.Keys); break;
            case "noise": _fog.Keys(hint); break;
            case "zeros": Array.Clear(hint); break;
            case "version": hint[82] ^= 2; break;
            case "magic": hint = Box(key, [.. user.Address.ViewPublicKey.ToBytes(), 0x2a, 0x2b]); break;
            case "tag": hint[70] ^= 1; break;
            case "no point": hint = Box(key, [.. Enumerable.Repeat((byte)0xff, 32), 0x2a, 0x2a]); break;
            case "identity": hint = Box(key, [.. new byte[32], 0x2a, 0x2a]); break;
            case "another user": hint = Hint(key, other); break;
        }
        return Make(user, Payment.Careless, hint, kind);
    }

    private SimOutput Make(SimUser user, Payment payment, byte[] hint, string what, CompressedRistretto ingress = default)
    {
        var amount = new Amount((ulong)_fog.Random.Next(1, 1000), TokenId.Mob);
        using RistrettoPrivate key = RistrettoPrivate.Random(_fog.Keys);
        TxOut output = TxOut.Create(BlockVersion.Max, amount, user.Address, key, new EncryptedFogHint(hint));
        return new SimOutput(output, payment, payment == Payment.Nobodys ? null : user, amount, user.KeyImageOf(output), what) { IngressKey = ingress };
    }

    private byte[] Hint(in RistrettoPublic ingress, SimUser user)
    {
        byte[] hint = new byte[FogHint.Size];
        FogHint.Seal(ingress, user.Address.ViewPublicKey, hint, _fog.Keys);
        return hint;
    }

    private byte[] Box(in RistrettoPublic ingress, byte[] plaintext)
    {
        byte[] hint = new byte[FogHint.Size];
        VersionedCryptoBox.Seal(ingress, plaintext, hint, _fog.Keys);
        return hint;
    }

    internal static string Short(in RistrettoPublic key) => Convert.ToHexStringLower(key.ToBytes())[..8];
}
