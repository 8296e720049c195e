// The operations of a backend on the types that users hold, one call each.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519.Test;

internal static class BackendCalls
{
    internal static RistrettoPoint Multiply(this Backend backend, in Scalar k, in RistrettoPoint p) => new(backend.MultiplyOne(k, p.Point));

    internal static RistrettoPoint MultiplyBase(this Backend backend, in Scalar k) => new(backend.MultiplyBaseOne(k));

    internal static RistrettoPoint DoubleMultiplyBaseVartime(this Backend backend, in Scalar a, in RistrettoPoint aPoint, in Scalar b) =>
        new(backend.DoubleMultiplyBaseVartimeOne(a, aPoint.Point, b));

    internal static RistrettoPoint[] MultiplyEach(this Backend backend, Scalar[] scalars, RistrettoPoint[] points)
    {
        var results = new RistrettoPoint[points.Length];
        backend.Multiply(scalars, Raw(points), Raw(results));
        return results;
    }

    internal static RistrettoPoint[] MultiplyBaseEach(this Backend backend, Scalar[] scalars)
    {
        var results = new RistrettoPoint[scalars.Length];
        backend.MultiplyBase(scalars, Raw(results));
        return results;
    }

    internal static RistrettoPoint[] DoubleMultiplyBaseEach(this Backend backend, Scalar[] a, RistrettoPoint[] aPoints, Scalar[] b)
    {
        var results = new RistrettoPoint[a.Length];
        backend.DoubleMultiplyBase(a, Raw(aPoints), b, Raw(results));
        return results;
    }

    internal static RistrettoPoint[] DoubleMultiplyEach(
        this Backend backend, Scalar[] a, RistrettoPoint[] aPoints, Scalar[] b, RistrettoPoint[] bPoints)
    {
        var results = new RistrettoPoint[a.Length];
        backend.DoubleMultiply(a, Raw(aPoints), b, Raw(bPoints), Raw(results));
        return results;
    }

    internal static RistrettoPoint[] AddEach(this Backend backend, RistrettoPoint[] a, RistrettoPoint[] b, bool subtract)
    {
        var results = new RistrettoPoint[a.Length];
        backend.Add(Raw(a), Raw(b), subtract, Raw(results));
        return results;
    }

    /// <summary>Products of one point, made ready for them, with scalars one after the other.</summary>
    internal static unsafe RistrettoPoint[] MultiplyByTable(this Backend backend, Scalar[] scalars, in RistrettoPoint point)
    {
        using var ws = Workspace.Open();
        ulong* table = ws.Take(backend.TableLength);
        backend.FillTable(table, point.Point);
        var results = new RistrettoPoint[scalars.Length];
        for (int i = 0; i < scalars.Length; i++) results[i] = new RistrettoPoint(backend.MultiplyTable(table, scalars[i]));
        return results;
    }

    /// <summary>Products of points, made ready for them, from an index on.</summary>
    internal static RistrettoPoint[] MultiplyRaisedEach(this Backend backend, Scalar[] scalars, RistrettoPoint[] points, int first, int count)
    {
        RistrettoPoint[] powers = new RistrettoPoint[Backend.Powers * points.Length], results = new RistrettoPoint[count];
        backend.Raise(Raw(points), Raw(powers));
        backend.MultiplyRaised(scalars, Raw(powers), first, Raw(results));
        return results;
    }

    internal static RistrettoPoint Sum(this Backend backend, Scalar[] scalars, RistrettoPoint[] points) =>
        new(backend.Multiscalar(scalars, Raw(points)));

    internal static RistrettoPoint SumVartime(this Backend backend, Scalar[] scalars, RistrettoPoint[] points) =>
        new(backend.MultiscalarVartime(scalars, Raw(points)));

    internal static unsafe RistrettoPoint MultiscalarBy(this FixedRistretto table, Backend backend, Scalar[] scalars, params int[] indexes)
    {
        RistrettoPoint sum = new(backend.MultiscalarFixed(scalars, indexes, table.Words));
        GC.KeepAlive(table);
        return sum;
    }

    internal static (RistrettoPoint[] Points, bool[] Valid) DecodeEach(this Backend backend, byte[] encodings)
    {
        var points = new RistrettoPoint[encodings.Length / 32];
        bool[] valid = new bool[points.Length];
        points.AsSpan().Fill(RistrettoPoint.Generator);
        valid.AsSpan().Fill(points.Length % 2 == 0);
        backend.Decode(encodings, Raw(points), valid);
        return (points, valid);
    }

    internal static byte[] EncodeEach(this Backend backend, RistrettoPoint[] points)
    {
        byte[] encodings = new byte[32 * points.Length];
        backend.Encode(Raw(points), encodings);
        return encodings;
    }

    internal static byte[] DoubleAndEncodeEach(this Backend backend, RistrettoPoint[] points)
    {
        byte[] encodings = new byte[32 * points.Length];
        backend.DoubleAndEncode(Raw(points), encodings);
        return encodings;
    }

    internal static RistrettoPoint[] MapEach(this Backend backend, byte[] strings)
    {
        var points = new RistrettoPoint[strings.Length / 64];
        backend.FromUniform(strings, Raw(points));
        return points;
    }

    /// <summary>Ed25519 verification on this backend, one signature; false for a non-canonical s as <see cref="Ed25519.Verify"/>.</summary>
    internal static bool Verify(this Backend backend, byte[] publicKey, byte[] message, byte[] signature)
    {
        if (!Scalar.TryFromCanonicalBytes(signature.AsSpan(32), out Scalar s)) return false;
        return backend.VerifyEdwardsVartime(publicKey, Challenge(publicKey, message, signature), s, signature.AsSpan(0, 32));
    }

    /// <summary>The same of many, each equation in a lane of its own.</summary>
    internal static bool[] VerifyEach(this Backend backend, byte[][] publicKeys, byte[][] messages, byte[][] signatures)
    {
        bool[] valid = new bool[publicKeys.Length];
        var s = new Scalar[valid.Length];
        for (int i = 0; i < valid.Length; i++) valid[i] = Scalar.TryFromCanonicalBytes(signatures[i].AsSpan(32), out s[i]);
        Scalar[] k = [.. publicKeys.Select((key, i) => Challenge(key, messages[i], signatures[i]))];
        backend.VerifyEdwards(publicKeys.SelectMany(b => b).ToArray(), k, s, signatures.SelectMany(b => b).ToArray(), valid);
        return valid;
    }

    internal static Scalar Challenge(byte[] publicKey, byte[] message, byte[] signature) =>
        Scalar.FromBytesModOrderWide(SHA512.HashData([.. signature.AsSpan(0, 32), .. publicKey, .. message]));

    internal static byte[] Encodings(this RistrettoPoint[] points) => [.. points.SelectMany(p => p.ToBytes())];

    internal static Span<EdwardsPoint> Raw(RistrettoPoint[] points) => MemoryMarshal.Cast<RistrettoPoint, EdwardsPoint>(points.AsSpan());
}
