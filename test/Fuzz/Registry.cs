// Every decoder of the protocol floor and of the enclaves, and the keys' of the foundation. Found by reflection: a new one is fuzzed without anyone thinking of it.
using System.Reflection;
using System.Reflection.Emit;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.Fuzz.Seeds;
using MobileCoin.Fuzz.Targets;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz;

internal static class Registry
{
    /// <summary>The assemblies of the protocol floor, and the enclaves, whose decoders are of no use to anybody else.</summary>
    internal static readonly IReadOnlyList<Assembly> Protocol =
    [
        typeof(WireException).Assembly, typeof(PublicAddress).Assembly, typeof(Quote3).Assembly, typeof(TxOut).Assembly, typeof(BlockData).Assembly,
        typeof(IConsensusEnclave).Assembly,
    ];

    /// <summary>Assemblies above it that have messages of their own.</summary>
    private static readonly IReadOnlyList<Assembly> Databases = [typeof(Ledger).Assembly];

    private static readonly string[] ParserNames = ["Parse", "TryParse", "ParseDer", "B58Decode", "FromUri", "FromBytes", "TryFromBytes"];

    /// <summary>All targets by name, without seeds.</summary>
    internal static IReadOnlyList<Target> All()
    {
        IEnumerable<Type> types = Protocol.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters);
        IEnumerable<Target> targets =
        [
            .. types.Concat(Databases.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters)).SelectMany(Messages),
            .. types.Concat(typeof(RistrettoPublic).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters)).SelectMany(Parsers),
            .. types.Select(FromConstructor).OfType<Target>(),
            .. MessageSamples.Descriptors.Select(d => new GeneratedTarget(d)),
            .. HandWritten.Targets(),
            .. LedgerSyncTargets.Targets(),
            .. RecoveryDbTargets.Targets(),
            .. ClientTargets.Targets(),
            .. PaymentTargets.Targets(),
        ];
        return [.. targets.OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    /// <summary>The targets whose names contain a text, or are it.</summary>
    internal static IReadOnlyList<Target> Matching(string text)
    {
        IReadOnlyList<Target> all = All();
        Target[] exact = [.. all.Where(t => t.Name == text)];
        return exact.Length > 0 ? exact : [.. all.Where(t => t.Name.Contains(text, StringComparison.OrdinalIgnoreCase))];
    }

    private static IEnumerable<Target> Messages(Type type)
    {
        if (Implements(type, typeof(IWireMessage<>))) yield return Create(typeof(WireTarget<>), type);
        if (Implements(type, typeof(IBlockMessage<>))) yield return Create(typeof(BlockTarget<>), type);
        if (Implements(type, typeof(ICborValue<>))) yield return Create(typeof(CborTarget<>), type);
    }

    private static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition && i.GetGenericArguments()[0] == type);

    private static Target Create(Type target, Type type) =>
        (Target)Activator.CreateInstance(target.MakeGenericType(type), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, null, null)!;

    private static IEnumerable<Target> Parsers(Type type)
    {
        if (!type.IsVisible || type.IsAbstract != type.IsSealed && type.IsAbstract) yield break;
        if (typeof(Google.Protobuf.IMessage).IsAssignableFrom(type)) yield break;
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy))
        {
            bool named = ParserNames.Contains(method.Name, StringComparer.Ordinal)
                || method.Name.StartsWith("Decode", StringComparison.Ordinal)
                || method.Name.StartsWith("Read", StringComparison.Ordinal);
            if (!named || method.IsGenericMethod) continue;
            ParameterInfo[] parameters = method.GetParameters();
            bool tries = parameters.Length == 2 && parameters[1].IsOut && method.ReturnType == typeof(bool);
            if (parameters.Length != 1 && !tries) continue;
            Type result = tries ? parameters[1].ParameterType.GetElementType()! : method.ReturnType;
            Type taken = parameters[0].ParameterType;
            string shape = taken == typeof(ReadOnlySpan<byte>) ? nameof(OfBytes)
                : taken == typeof(ReadOnlySpan<char>) ? nameof(OfChars)
                : taken == typeof(string) ? nameof(OfString)
                : "";
            if (shape.Length == 0 || result.IsByRefLike) continue;
            yield return (Target)typeof(Registry).GetMethod(shape, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(result).Invoke(null, [type, method, tries])!;
        }
    }

    private static ParserTarget OfBytes<T>(Type type, MethodInfo method, bool tries)
    {
        FromBytes<object?> decode;
        if (tries)
        {
            var parse = method.CreateDelegate<TryFromBytes<T>>();
            decode = b => parse(b, out T? value) ? value : null;
        }
        else
        {
            var parse = method.CreateDelegate<FromBytes<T>>();
            decode = b => parse(b);
        }
        return ParserForms.Target(type, method.Name, InputKind.Bytes, null, decode);
    }

    private static ParserTarget OfChars<T>(Type type, MethodInfo method, bool tries)
    {
        if (tries)
        {
            var parse = method.CreateDelegate<TryFromText<T>>();
            return ParserForms.Target(type, method.Name, InputKind.Text, t => parse(t, out T? value) ? value : null, null);
        }
        var whole = method.CreateDelegate<FromText<T>>();
        return ParserForms.Target(type, method.Name, InputKind.Text, t => whole(t), null);
    }

    private static ParserTarget OfString<T>(Type type, MethodInfo method, bool tries)
    {
        if (tries)
        {
            var parse = method.CreateDelegate<TryFromString<T>>();
            return ParserForms.Target(type, method.Name, InputKind.Text, t => parse(t, out T? value) ? value : null, null);
        }
        var whole = method.CreateDelegate<Func<string, T>>();
        return ParserForms.Target(type, method.Name, InputKind.Text, t => whole(t), null);
    }

    private delegate bool TryFromString<T>(string text, out T? value);

    /// <summary>A constructor that takes nothing but bytes. Its length is the caller's to check: ArgumentException is documented.</summary>
    private static ParserTarget? FromConstructor(Type type)
    {
        if (!type.IsVisible || type.IsByRefLike || type.IsAbstract) return null;
        if (type.GetConstructor([typeof(ReadOnlySpan<byte>)]) is not { } constructor) return null;
        var method = new DynamicMethod("new", typeof(object), [typeof(ReadOnlySpan<byte>)], typeof(Registry).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, constructor);
        if (type.IsValueType) il.Emit(OpCodes.Box, type);
        il.Emit(OpCodes.Ret);
        return new ParserTarget($"new.{type.Name}", InputKind.Bytes, Bounds.Bytes, typeof(ArgumentException))
        {
            Bytes = method.CreateDelegate<FromBytes<object?>>(),
            Candidates = VectorSeeds.Strings,
        };
    }
}
