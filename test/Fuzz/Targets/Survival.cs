// What anyone may do with any object that a decoder returned.
using System.Reflection;
using MobileCoin.Crypto;

namespace MobileCoin.Fuzz.Targets;

internal static class Survival
{
    private static readonly Dictionary<Type, MethodInfo[]> Getters = [];

    /// <summary>Prints, hashes, compares and digests the object and reads its properties.</summary>
    /// <param name="decoded">Any object.</param>
    /// <param name="refuses">The exceptions that properties may throw.</param>
    internal static void Check(object decoded, Func<Exception, bool> refuses)
    {
        _ = decoded.ToString();
        _ = HashCode(decoded);
        if (!decoded.Equals(decoded)) throw new BrokenException("an object does not equal itself");
        if (decoded is IDigestible digestible)
        {
            var transcript = new MerlinTranscript("fuzz"u8);
            digestible.AppendTo(ref transcript, "value"u8);
        }
        foreach (MethodInfo getter in GettersOf(decoded.GetType()))
        {
            try
            {
                _ = getter.Invoke(decoded, null);
            }
            catch (TargetInvocationException e) when (e.InnerException is NotSupportedException || refuses(e.InnerException!))
            {
                // A property may refuse as the decoder may.
            }
            catch (TargetInvocationException e)
            {
                throw new BrokenException($"{getter.Name}: {e.InnerException}", e);
            }
        }
    }

    /// <summary>The hash code; 0 for secrets, which have none.</summary>
    internal static int HashCode(object decoded)
    {
        try
        {
            return decoded.GetHashCode();
        }
        catch (NotSupportedException)
        {
            return 0;
        }
    }

    private static MethodInfo[] GettersOf(Type type)
    {
        if (Getters.TryGetValue(type, out MethodInfo[]? known)) return known;
        // Generated messages' properties do nothing but return; spans cannot be returned to reflection.
        MethodInfo[] getters = typeof(Google.Protobuf.IMessage).IsAssignableFrom(type) || !IsOurs(type) ? [] :
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetIndexParameters().Length == 0)
                .Select(p => p.GetGetMethod())
                .OfType<MethodInfo>()
                .Where(g => !g.ReturnType.IsByRefLike && !g.ReturnType.IsByRef),
        ];
        Getters.Add(type, getters);
        return getters;
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("MobileCoin.", StringComparison.Ordinal);
}
