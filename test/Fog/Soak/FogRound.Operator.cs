// What an operator does, who makes no mistakes: a key is lost when nobody has it, neither in an enclave nor on a disk.
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.Fog;

internal sealed partial class FogRound
{
    private void Operate(IngestHost host)
    {
        if (!host.IsUp || host.Node is not { } node || host.Busy is not null) return;
        CancellationToken life = host.Actor!.Life;
        switch (_fog.Ingests.TrueForAll(h => !h.IsActive) || (!host.IsActive && _random.Next(2) == 0) ? 0 : _random.Next(16))
        {
            case < 5: Do(host, "is activated", () => node.ActivateAsync(life)); break;
            case < 7: Do(host, "is retired", () => node.SetRetiredAsync(true, life)); break;
            case 7: Do(host, "is unretired", () => node.SetRetiredAsync(false, life)); break;
            case < 10: Do(host, "gets new keys", () => node.NewKeysAsync(life)); break;
            case < 12:
                IngestHost other = Pick(_fog.Ingests);
                if (other != host) Do(host, $"takes the key of {other.Name}", () => node.SyncKeysFromRemoteAsync(other.Uri, life));
                break;
            case < 14:
                string[] peers = [.. _fog.Ingests.Where(h => h == host || _random.Next(2) == 0).Select(h => h.Uri)];
                Do(host, $"is told its peers {string.Join(' ', peers)}", () => Task.FromResult(node.SetPeers(peers)));
                break;
            case 14:
                ulong window = (ulong)_random.Next(1, 8);
                Do(host, $"is told a window of {window}", () => Task.FromResult(node.SetPubkeyExpiryWindow(window)));
                break;
            default:
                host.IsCut = !host.IsCut;
                Say($"{host.Name} is {(host.IsCut ? "cut off" : "back")}");
                break;
        }
    }

    private void ReportLost()
    {
        // A key that is on its way from one to another is nobody's to see.
        if (_fog.Ingests.Exists(h => h.Busy is not null)) return;
        IngestHost? host = _fog.Ingests.Find(h => h is { IsUp: true, Node: not null });
        List<IngressPublicKeyRecord> lost = [.. Keys().Where(k => !k.Status.Lost && !IsHeld(k.Key))];
        if (host is null || lost.Count == 0) return;
        CompressedRistretto key = Pick(lost).Key;
        Do(host, $"reports {key.ToString()[..8]} lost", () => host.Node!.ReportLostIngressKeyAsync(key.ToBytes(), host.Actor!.Life));
    }

    private IReadOnlyList<IngressPublicKeyRecord> Keys() =>
        _fog.Db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All).GetAwaiter().GetResult();

    private bool IsHeld(CompressedRistretto key)
    {
        string text = Convert.ToHexStringLower(key.ToBytes());
        return _fog.Ingests.Exists(h => h.IngressKey == text || SavedKey(h) == text);
    }

    private static string? SavedKey(IngestHost host) =>
        host.StateFile is null ? null : Convert.ToHexStringLower(IngestStateFile.Parser.ParseFrom(host.StateFile).Summary.IngressPubkey.Data.Span);
}
