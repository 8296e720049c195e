// The end of a history: nothing fails any more, the operator finishes what was begun, and then everybody has what is his.
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Fog;

internal sealed partial class FogRound
{
    private const int Patience = 300;

    private void Settle()
    {
        Say("--- nothing fails any more");
        foreach (StoreHost store in _fog.Stores) store.Faults.Clear();
        foreach (IngestHost host in _fog.Ingests)
        {
            host.Actor?.PlanNothing();
            host.IsCut = false;
        }
        foreach (StoreHost store in _fog.Stores) store.Actor?.PlanNothing();
        foreach (ChainCopy copy in Copies()) copy.CatchUp();
        Finish();
        foreach (IngestHost host in _fog.Ingests.Where(h => h.Node is null)) throw new ModelException($"{host.Name} does not start");
        ResolveAll();
        if (!Keys().Any(k => k.Status is { Lost: false, Retired: false }))
        {
            // Those that are active have keys that are done, which they notice at the block after the last.
            for (int turn = 0; turn < Patience && _fog.Ingests.TrueForAll(h => h.IsActive); turn++)
            {
                WorkAll();
                if (turn % 10 < 9) continue;
                Grow();
                foreach (ChainCopy copy in Copies()) copy.CatchUp();
            }
            IngestHost host = _fog.Ingests.Find(h => !h.IsActive) ?? throw new ModelException("retired keys do not come to an end");
            Do(host, "gets new keys", () => host.Node!.NewKeysAsync(host.Actor!.Life));
            Finish();
            Activate(host);
        }
        // Of a key without a block nobody learns how long the chain is.
        Grow();
        foreach (ChainCopy copy in Copies()) copy.CatchUp();
        ResolveAll();
        Say("--- the stores catch up");
        // The first turn may begin with less than there is; the second does not.
        for (int turn = 0; turn < Patience; turn++)
        {
            bool isOver = true;
            foreach (StoreHost store in _fog.Stores)
            {
                string before = store.IsUp ? store.Progress : "";
                Work(store);
                Finish();
                isOver &= store is { IsUp: true, HasMore: false } && store.Progress == before;
            }
            if (isOver && turn > 1) break;
        }
        foreach (SimUser user in _users) _wallets.Add(new FogWallet($"last wallet of {user.Name}", user, _fog.Chain, _fog.Stream($"last wallet of {user.Name}")));
        ulong covered = Math.Min(_fog.Chain.Height, _uncovered);
        foreach (FogWallet wallet in _wallets) CheckAll(wallet, covered);
    }

    private void ResolveAll()
    {
        for (int turn = 0; !Resolve(); turn++)
        {
            if (turn > Patience) throw new ModelException($"the operator does not come to an end: {string.Join("; ", Keys())}; {string.Join("; ", _fog.Ingests.Select(h => $"{h.Name}: {Describe(h)}"))}");
            WorkAll();
        }
    }

    private void WorkAll()
    {
        foreach (IngestHost host in _fog.Ingests.Where(h => h.Busy is null)) Do(host, "works", () => host.Node!.StepAsync(host.Actor!.Life));
        Finish();
    }

    private void CheckAll(FogWallet wallet, ulong covered)
    {
        // Sessions that ended with a router fail once each.
        for (int i = 0; i < 4; i++)
        {
            Do(wallet, "polls", () => wallet.PollAsync(_fog.ViewRouter));
            Finish();
            wallet.Download(_fog.Ledger);
            Do(wallet, "checks key images", () => wallet.CheckKeyImagesAsync(_fog.LedgerRouter, Others()));
            Finish();
        }
        FogModel.CheckAll(wallet, _fog.Chain, covered);
    }

    /// <summary>Lets everything go on until it is over.</summary>
    private void Finish()
    {
        for (int turn = 0; ; turn++)
        {
            CheckOperations();
            // Some wait for peers.
            foreach (IngestHost host in _fog.Ingests.Where(h => h is { IsUp: false, Busy: null })) Start(host);
            if (_fog.Ingests.TrueForAll(h => h.Busy is null) && _work.Count == 0 && _fog.Stores.All(s => s.Busy is null)) return;
            if (turn > Patience) throw new ModelException($"does not end: {string.Join(", ", Unfinished())}");
            if (_fog.Gates.Count > 0) Release();
            else Clock();
        }
    }

    private IEnumerable<string> Unfinished() =>
        _fog.Ingests.Where(h => h.Busy is not null).Select(h => $"{h.Name} {h.Busy!.What}")
            .Concat(_fog.Stores.Where(s => s.Busy is not null).Select(s => $"{s.Name} {s.Busy!.What}"))
            .Concat(_work.Select(w => $"{w.Wallet.Name} {w.Operation.What}"));

    /// <summary>Sees to it that every key is either at the chain's end, or done with, or lost. One thing at a time.</summary>
    /// <returns>Whether nothing is left to do.</returns>
    private bool Resolve()
    {
        bool isOver = true;
        foreach (IngressPublicKeyRecord record in Keys())
        {
            if (record.Status.Lost) continue;
            ulong end = record.Status.Retired ? Math.Min(record.Status.PubkeyExpiry, _fog.Chain.Height) : _fog.Chain.Height;
            ulong next = record.LastScannedBlock + 1 ?? record.Status.StartBlock;
            string key = Convert.ToHexStringLower(record.Key.ToBytes());
            if (next >= end && (record.Status.Retired || _fog.Ingests.Exists(h => h.IsActive && h.IngressKey == key))) continue;
            isOver = false;
            if (_fog.Ingests.Exists(h => h.IsActive && h.IngressKey == key)) continue;
            if (_fog.Ingests.Find(h => h.IngressKey == key) is { } holder) Activate(holder);
            else if (_fog.Ingests.Find(h => SavedKey(h) == key) is { } disk) Do(disk, "saves its state", () => Task.Run(disk.Node!.SaveState));
            else Lose(record.Key);
            return false;
        }
        return isOver;
    }

    private void Activate(IngestHost host)
    {
        if (_fog.Ingests.Exists(h => h != host && h.IsActive)) Do(host, "is told that it is alone", () => Task.FromResult(host.Node!.SetPeers([host.Uri])));
        Finish();
        Do(host, "is activated", () => host.Node!.ActivateAsync(host.Actor!.Life));
        Finish();
    }

    private void Lose(CompressedRistretto key)
    {
        IngestHost host = _fog.Ingests[0];
        Do(host, $"reports {key.ToString()[..8]} lost", () => host.Node!.ReportLostIngressKeyAsync(key.ToBytes(), host.Actor!.Life));
        Finish();
    }
}
